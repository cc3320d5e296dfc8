package dev.sluice.payments.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.Samples;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class AddressTest {
    private static final String TEXT = "0x00000000000000000000000000000000000000ff";

    @Test
    void textIsReadInAnyCaseWithOrWithoutPrefix() {
        Address address = Address.parse(TEXT);
        assertEquals(TEXT, address.toString());
        assertEquals(address, Address.parse(TEXT.substring(2).toUpperCase(Locale.ROOT)));
        assertEquals(address.hashCode(), Address.of(address.toBytes()).hashCode());
        assertNotEquals(address, Address.ZERO);
        assertFalse(address.isZero());
        assertTrue(Address.ZERO.isZero());
        assertTrue(Address.ZERO.compareTo(address) < 0);
    }

    @Test
    void wrongLengthsAndLettersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Address.parse(TEXT + "0"));
        assertThrows(IllegalArgumentException.class, () -> Address.parse(TEXT.replace('f', 'g')));
        assertThrows(IllegalArgumentException.class, () -> Address.of(new byte[19]));
        assertThrows(IllegalArgumentException.class, () -> Bytes32.of(new byte[31]));
    }

    @Test
    void bytesGivenOutAreCopies() {
        Address address = Samples.address(1);
        address.toBytes()[0] = 9;
        assertEquals(Samples.address(1), address);
    }
}
