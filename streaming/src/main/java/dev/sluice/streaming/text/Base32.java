package dev.sluice.streaming.text;

/**
 * Base32 of RFC 4648, lower case and without padding, as CIDv1 uses it behind the multibase prefix
 * {@code b}. Strict: a text that {@link #encode} would not have written is refused, so that an
 * identity has one spelling.
 */
public final class Base32 {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BITS = 5;

    private Base32() {}

    public static String encode(byte[] bytes) {
        StringBuilder out = new StringBuilder(encodedLength(bytes.length));
        int pending = 0;
        int bits = 0;
        for (byte b : bytes) {
            pending = ((pending << Byte.SIZE) | (b & 0xff)) & 0xfff;
            for (bits += Byte.SIZE; bits >= BITS; bits -= BITS)
                out.append(ALPHABET.charAt((pending >> (bits - BITS)) & 31));
        }
        if (bits > 0) out.append(ALPHABET.charAt((pending << (BITS - bits)) & 31));
        return out.toString();
    }

    /** Throws {@link IllegalArgumentException} at a foreign character, length or spare bit. */
    public static byte[] decode(String text) {
        byte[] out = new byte[text.length() * BITS / Byte.SIZE];
        if (encodedLength(out.length) != text.length())
            throw new IllegalArgumentException("no base32 text has length " + text.length());
        int pending = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            pending = ((pending << BITS) | digit(text.charAt(i))) & 0xfff;
            bits += BITS;
            if (bits >= Byte.SIZE) out[at++] = (byte) (pending >> (bits -= Byte.SIZE));
        }
        if ((pending & ((1 << bits) - 1)) != 0)
            throw new IllegalArgumentException("spare bits of the last base32 character are set");
        return out;
    }

    static int encodedLength(int bytes) {
        return (bytes * Byte.SIZE + BITS - 1) / BITS;
    }

    private static int digit(char c) {
        if (c >= 'a' && c <= 'z') return c - 'a';
        if (c >= '2' && c <= '7') return c - '2' + 26;
        throw new IllegalArgumentException("not a base32 character: " + Printable.escape("" + c));
    }
}
