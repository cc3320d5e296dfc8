package dev.sluice.payments.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.payments.money.Address;
import java.util.Locale;

/** Addresses as people read and type them: mixed case carries a checksum (EIP-55). */
public final class Eip55 {
    private Eip55() {}

    public static String checksummed(Address address) {
        String digits = address.toString().substring(2);
        byte[] hash = Keccak256.hash(digits.getBytes(US_ASCII));
        StringBuilder out = new StringBuilder("0x");
        for (int i = 0; i < digits.length(); i++) {
            int nibble = (hash[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0xf;
            out.append(nibble >= 8 ? Character.toUpperCase(digits.charAt(i)) : digits.charAt(i));
        }
        return out.toString();
    }

    /**
     * Reads forty hex digits, with or without {@code 0x}; all lower or all upper case carries no
     * checksum.
     *
     * @throws IllegalArgumentException when it is no address, or mixed case with a wrong checksum
     */
    public static Address parse(String text) {
        Address address = Address.parse(text);
        String digits = text.startsWith("0x") ? text.substring(2) : text;
        if (isMixedCase(digits) && !checksummed(address).endsWith(digits))
            throw new IllegalArgumentException(
                    "checksum of address: expected " + checksummed(address) + ", got " + text);
        return address;
    }

    private static boolean isMixedCase(String digits) {
        return !digits.equals(digits.toLowerCase(Locale.ROOT))
                && !digits.equals(digits.toUpperCase(Locale.ROOT));
    }
}
