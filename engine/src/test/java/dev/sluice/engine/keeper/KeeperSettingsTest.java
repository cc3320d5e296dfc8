package dev.sluice.engine.keeper;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Settings cannot exist invalid: each bound, one below, one above. */
final class KeeperSettingsTest {
    @Test
    void rowsReadsAndBatchesHaveBounds() {
        pace(1, 1, 1);
        pace(100, 16, 1_024);
        refused("rows in a batch 0 ", () -> pace(0, 1, 1));
        refused("rows in a batch 101 ", () -> pace(101, 1, 1));
        refused("batches under way 0 ", () -> pace(1, 0, 1));
        refused("batches under way 17 ", () -> pace(1, 17, 1));
        refused("reads at once 0 ", () -> pace(1, 1, 0));
        refused("reads at once 1025 ", () -> pace(1, 1, 1_025));
    }

    private static void pace(int rows, int batches, int reads) {
        var _ = new Pace(rows, batches, reads, 1, 3, 2, 1);
    }

    @Test
    void waitsRise() {
        var _ = new Pace(1, 1, 1, 5, 5, 5, 1);
        refused("waits must rise", () -> new Pace(1, 1, 1, 6, 5, 5, 1));
        refused("waits must rise", () -> new Pace(1, 1, 1, 5, 5, 6, 1));
        refused("retry seconds 0 ", () -> new Pace(1, 1, 1, 0, 5, 5, 1));
        refused("recheck seconds 604801 ", () -> new Pace(1, 1, 1, 5, 5, 5, 604_801));
    }

    @Test
    void waitsDoubleToTheirLimit() {
        Pace pace = Pace.DEFAULT;
        assertEquals(2, pace.waitSeconds(1, false));
        assertEquals(4, pace.waitSeconds(2, false));
        assertEquals(256, pace.waitSeconds(8, false));
        assertEquals(300, pace.waitSeconds(9, false));
        assertEquals(300, pace.waitSeconds(Integer.MAX_VALUE, false));
        assertEquals(15, pace.waitSeconds(9, true));
    }

    @Test
    void timesOfThePolicyHaveBounds() {
        ClaimPolicy ok = ClaimPolicy.DEFAULT;
        assertDoesNotThrow(() -> ok.withTimes(1, 1, 1));
        assertDoesNotThrow(() -> ok.withTimes(366L * 86_400, 1, 366L * 86_400));
        refused("age 0 s", () -> ok.withTimes(0, 1, 1));
        refused("age 31622401 s", () -> ok.withTimes(31_622_401, 1, 1));
        refused("idle time 0 s", () -> ok.withTimes(1, 0, 1));
        refused("idle time 11 s is above the age 10 s", () -> ok.withTimes(10, 11, 1));
        refused("exit margin 0 s", () -> ok.withTimes(1, 1, 0));
    }

    @Test
    void aTokenIsNotTheZeroAddressAndHasAThreshold() {
        TreeMap<Address, TokenPolicy> tokens = new TreeMap<>();
        tokens.put(Address.ZERO, TokenPolicy.OF_COIN);
        refused("zero address", () -> new ClaimPolicy(TokenPolicy.OF_COIN, tokens, 2, 1, 1));
        refused("claim at 0", () -> new TokenPolicy(Amount.ZERO, Amount.ZERO));
    }

    @Test
    void gasHasBounds() {
        var _ = new GasCosts(0, 1);
        refused("gas -1 + 1", () -> new GasCosts(-1, 1));
        refused("gas 0 + 0", () -> new GasCosts(0, 0));
        refused("gas 100000001", () -> new GasCosts(100_000_001, 1));
        assertEquals(52_000, GasCosts.MEASURED.gas(1));
        assertEquals(1_933_000, GasCosts.MEASURED.gas(100));
        Amount most = new Amount(-1, -1);
        assertEquals(
                most, GasCosts.price(Long.MAX_VALUE, Long.MAX_VALUE, new TokenPolicy(most, most)));
    }

    private static void refused(String part, Executable settings) {
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, settings).getMessage());
        assertTrue(message.contains(part), message);
    }
}
