package dev.sluice.bench.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.sluice.payments.channel.Split;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DealTest {
    private static final Address PAYER =
            Address.parse("0x1111111111111111111111111111111111111111");
    private static final Address PAYEE =
            Address.parse("0x2222222222222222222222222222222222222222");

    @Test
    void aPayeeThatHasAllNeedsNoSplit() {
        Deal alone = Deal.among(1, PAYER, PAYEE);
        assertEquals(List.of(), alone.shares());
        assertEquals(Bytes32.ZERO, alone.channel(0).splitHash());
    }

    @Test
    void fourShareAllToTheLastBaseUnitAndThePayeeIsTheFirst() {
        Deal shared = Deal.among(4, PAYER, PAYEE);
        Split split = new Split(shared.shares());
        assertEquals(PAYEE, split.shares().getFirst().recipient());
        assertEquals(
                List.of(Amount.of(5_503), Amount.of(1_501), Amount.of(1_501), Amount.of(1_502)),
                split.of(Amount.of(10_007)));
        assertEquals(split.hash(), shared.channel(7).splitHash());
    }

    @Test
    void eachChannelIsAnother() {
        Deal alone = Deal.among(1, PAYER, PAYEE);
        assertNotEquals(alone.channel(0), alone.channel(1));
    }
}
