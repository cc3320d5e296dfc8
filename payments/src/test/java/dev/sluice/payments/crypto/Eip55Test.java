package dev.sluice.payments.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.payments.Samples;
import dev.sluice.payments.SeededTrials;
import dev.sluice.payments.money.Address;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Eip55Test {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
                "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
                "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"
            })
    void theExamplesOfTheStandardHold(String text) {
        assertEquals(text, Eip55.checksummed(Address.parse(text)));
        assertEquals(Address.parse(text), Eip55.parse(text));
        assertEquals(Address.parse(text), Eip55.parse(text.substring(2)));
    }

    @Test
    void oneCaseAloneCarriesNoChecksum() {
        String text = "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed";
        assertEquals(Address.parse(text), Eip55.parse(text));
        String upper = text.substring(2).toUpperCase(Locale.ROOT);
        assertEquals(Address.parse(text), Eip55.parse(upper));
    }

    @Test
    void mixedCaseWithAWrongChecksumIsRefused() {
        String wrong = "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
        assertThrows(IllegalArgumentException.class, () -> Eip55.parse(wrong));
    }

    @Test
    void everyAddressIsReadBackAsItWasWritten() {
        SeededTrials.run(
                500,
                random -> {
                    Address address = Address.of(Samples.bytes(random, Address.BYTES));
                    assertEquals(address, Eip55.parse(Eip55.checksummed(address)));
                });
    }
}
