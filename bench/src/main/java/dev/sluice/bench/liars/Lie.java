package dev.sluice.bench.liars;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.zip.GZIPOutputStream;

/** What a seeder may send in place of a slice's ciphertext. */
public enum Lie {
    WRONG_BYTES((right, _) -> flipped(right)),
    ANOTHER_SLICE((_, another) -> another),
    SHORT((right, _) -> Arrays.copyOf(right, right.length - 1)),
    LONG((right, _) -> Arrays.copyOf(right, right.length + 1)),
    /** The right slice, and again, for as long as anybody reads. */
    NEVER_ENDING((right, _) -> right),
    /** What would be sixty times as long, if anybody unpacked it. */
    COMPRESSED_GARBAGE((right, _) -> garbage(right.length));

    private static final byte[] BOMB = bomb();

    @SuppressWarnings("ImmutableEnumChecker") // none of them keeps anything
    private final BinaryOperator<byte[]> made;

    Lie(BinaryOperator<byte[]> made) {
        this.made = made;
    }

    /**
     * The bytes that are sent.
     *
     * @param right the slice that was asked for
     * @param another ciphertext of another slice of the work
     */
    byte[] of(byte[] right, byte[] another) {
        return made.apply(right, another);
    }

    private static byte[] flipped(byte[] right) {
        byte[] wrong = right.clone();
        wrong[wrong.length / 2] ^= 1;
        return wrong;
    }

    private static byte[] garbage(int length) {
        byte[] garbage = new byte[length];
        for (int at = 0; at < length; at += BOMB.length)
            System.arraycopy(BOMB, 0, garbage, at, Math.min(BOMB.length, length - at));
        return garbage;
    }

    private static byte[] bomb() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(new byte[1 << 16]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
