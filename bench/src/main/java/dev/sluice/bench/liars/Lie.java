package dev.sluice.bench.liars;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** What a seeder may send in place of a slice's ciphertext. */
public enum Lie {
    WRONG_BYTES {
        @Override
        byte[] of(byte[] right, byte[] another) {
            byte[] wrong = right.clone();
            wrong[wrong.length / 2] ^= 1;
            return wrong;
        }
    },
    ANOTHER_SLICE {
        @Override
        byte[] of(byte[] right, byte[] another) {
            return another;
        }
    },
    SHORT {
        @Override
        byte[] of(byte[] right, byte[] another) {
            return Arrays.copyOf(right, right.length - 1);
        }
    },
    LONG {
        @Override
        byte[] of(byte[] right, byte[] another) {
            return Arrays.copyOf(right, right.length + 1);
        }
    },
    /** The right slice, and again, for as long as anybody reads. */
    NEVER_ENDING {
        @Override
        byte[] of(byte[] right, byte[] another) {
            return right;
        }
    },
    /** What would be sixty times as long, if anybody unpacked it. */
    COMPRESSED_GARBAGE {
        @Override
        byte[] of(byte[] right, byte[] another) {
            byte[] garbage = new byte[right.length];
            for (int at = 0; at < garbage.length; at += BOMB.length)
                System.arraycopy(BOMB, 0, garbage, at, Math.min(BOMB.length, garbage.length - at));
            return garbage;
        }
    };

    private static final byte[] BOMB = bomb();

    /**
     * The bytes that are sent.
     *
     * @param right the slice that was asked for
     * @param another ciphertext of another slice of the work
     */
    abstract byte[] of(byte[] right, byte[] another);

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
