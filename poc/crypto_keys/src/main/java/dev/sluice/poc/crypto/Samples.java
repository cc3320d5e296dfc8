package dev.sluice.poc.crypto;

import java.util.Random;

/** Bytes to work on, the same in each run. */
final class Samples {
    private Samples() {}

    static byte[] bytes(int length) {
        return bytes(length, length);
    }

    static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
