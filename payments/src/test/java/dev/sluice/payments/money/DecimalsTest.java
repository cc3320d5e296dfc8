package dev.sluice.payments.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.payments.Samples;
import dev.sluice.payments.SeededTrials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DecimalsTest {
    @ParameterizedTest
    @CsvSource({
        "18, 0.02, 20000000000000000, 0.02",
        "18, 1, 1000000000000000000, 1",
        "18, 0.000000000000000001, 1, 0.000000000000000001",
        "6, 12.50, 12500000, 12.5",
        "6, 0.000000, 0, 0",
        "0, 340282366920938463463374607431768211455, 340282366920938463463374607431768211455,"
                + " 340282366920938463463374607431768211455",
        "2, 007.10, 710, 7.1",
        "0, 100, 100, 100"
    })
    void textBecomesBaseUnitsAndBack(int digits, String text, String baseUnits, String printed) {
        Decimals decimals = new Decimals(digits);
        assertEquals(Amount.parse(baseUnits), decimals.parse(text));
        assertEquals(printed, decimals.print(decimals.parse(text)));
    }

    @Test
    void oneFractionDigitMoreThanTheTokenHasIsRefused() {
        Decimals cents = new Decimals(2);
        assertEquals(Amount.of(125), cents.parse("1.25"));
        assertThrows(IllegalArgumentException.class, () -> cents.parse("1.250"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "1.", ".5", "-1", "+1", "1e3", "1,000", " 1", "0x1", "١"})
    void whatIsNoPlainDecimalNumberIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Decimals.ETHER.parse(text));
    }

    @Test
    void tooLargeAndTooLongNumbersAreRefused() {
        Decimals whole = new Decimals(0);
        String tooLarge = "340282366920938463463374607431768211456";
        assertThrows(IllegalArgumentException.class, () -> whole.parse(tooLarge));
        assertThrows(IllegalArgumentException.class, () -> whole.parse("0".repeat(81)));
        assertEquals(Amount.ZERO, whole.parse("0".repeat(80)));
    }

    @Test
    void decimalsHaveBounds() {
        assertEquals(38, new Decimals(38).digits());
        assertThrows(IllegalArgumentException.class, () -> new Decimals(39));
        assertThrows(IllegalArgumentException.class, () -> new Decimals(-1));
    }

    @Test
    void everyAmountIsReadBackAsItWasPrinted() {
        SeededTrials.run(
                2_000,
                random -> {
                    Decimals decimals = new Decimals(random.nextInt(Decimals.MAX_DIGITS + 1));
                    Amount amount = Samples.anyAmount(random);
                    assertEquals(amount, decimals.parse(decimals.print(amount)));
                });
    }
}
