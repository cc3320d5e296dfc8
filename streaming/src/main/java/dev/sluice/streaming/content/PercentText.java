package dev.sluice.streaming.content;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The percent-encoding of a query value (RFC 3986 sections 2.1 and 3.4), UTF-8 and strict. */
final class PercentText {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Unreserved, and what a query may hold as it is and our values often do. */
    private static final String PLAIN_MARKS = "-._~/:";

    private PercentText() {}

    static String encode(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) out.append((char) b);
            else out.append('%').append(HEX.toHexDigits(b));
        }
        return out.toString();
    }

    /** Throws {@link IllegalArgumentException} at a broken escape or bytes that are not UTF-8. */
    static String decode(String text) {
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] != '%') out.put(in[i]);
            else if (i + 2 < in.length) out.put((byte) ((hex(in[++i]) << 4) | hex(in[++i])));
            else throw new IllegalArgumentException("a percent sign ends the value");
        }
        return utf8(out.flip());
    }

    private static int hex(byte digit) {
        return HexFormat.fromHexDigit(digit);
    }

    private static String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a link's value is not UTF-8", e);
        }
    }

    private static boolean isPlain(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || PLAIN_MARKS.indexOf(b) >= 0;
    }
}
