package dev.sluice.poc.blockchain;

import dev.sluice.payments.crypto.Keccak256;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.web3j.utils.Numeric;

/** Contract ABI data of what the prototypes need: words, and one array of words at the end. */
final class Call {
    private static final int WORD = 32;

    private Call() {}

    /** A function's four bytes and its words. */
    static byte[] of(String function, Object... words) {
        byte[] name = Keccak256.hash(function.getBytes(StandardCharsets.US_ASCII));
        return join(Arrays.copyOf(name, 4), words(words));
    }

    /** The same with an array of words as the last argument. */
    static byte[] withArray(String function, List<?> array, Object... words) {
        byte[] head = of(function, words);
        byte[] offset = word((words.length + 1) * WORD);
        return join(head, offset, word(array.size()), words(array.toArray()));
    }

    /** Addresses, numbers and 32-byte values, one word each. */
    static byte[] words(Object... values) {
        byte[][] words = new byte[values.length][];
        for (int i = 0; i < words.length; i++) words[i] = word(values[i]);
        return join(words);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) out.writeBytes(part);
        return out.toByteArray();
    }

    private static byte[] word(Object value) {
        return switch (value) {
            case byte[] bytes when bytes.length == WORD -> bytes;
            case BigInteger number -> Numeric.toBytesPadded(number, WORD);
            case Number number -> word(BigInteger.valueOf(number.longValue()));
            case String address -> word(Numeric.toBigInt(address));
            default -> throw new IllegalArgumentException("no word: " + value);
        };
    }
}
