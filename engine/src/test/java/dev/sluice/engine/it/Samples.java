package dev.sluice.engine.it;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Files to publish, the same bytes for the same length; and what they must cost. */
final class Samples {
    private static final BigInteger MIB = BigInteger.ONE.shiftLeft(20);
    private static final int CHUNK_BYTES = 64 << 10;

    private Samples() {}

    static Path write(Path directory, long bytes) throws IOException {
        Path file = directory.resolve("sample-" + bytes + ".bin");
        SplittableRandom random = new SplittableRandom(bytes);
        byte[] chunk = new byte[CHUNK_BYTES];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = bytes; left > 0; left -= chunk.length) {
                random.nextBytes(chunk);
                out.write(chunk, 0, (int) Math.min(left, chunk.length));
            }
        }
        return file;
    }

    /** The work's price by the rule as it is written: each slice rounded up to a base unit. */
    static BigInteger price(long bytes, int sliceBytes, long pricePerMib) {
        BigInteger sum = BigInteger.ZERO;
        for (long at = 0; at < bytes; at += sliceBytes)
            sum = sum.add(slicePrice(Math.min(sliceBytes, bytes - at), pricePerMib));
        return sum;
    }

    static BigInteger slicePrice(long length, long pricePerMib) {
        return BigInteger.valueOf(length)
                .multiply(BigInteger.valueOf(pricePerMib))
                .add(MIB.subtract(BigInteger.ONE))
                .divide(MIB);
    }

    /** The seeder's part of one slice, rounded down. */
    static BigInteger fee(long length, long pricePerMib, int shareBps) {
        return slicePrice(length, pricePerMib)
                .multiply(BigInteger.valueOf(shareBps))
                .divide(BigInteger.valueOf(10_000));
    }

    /** The seeders' part of the whole work. */
    static BigInteger fees(long bytes, int sliceBytes, long pricePerMib, int shareBps) {
        BigInteger sum = BigInteger.ZERO;
        for (long at = 0; at < bytes; at += sliceBytes)
            sum = sum.add(fee(Math.min(sliceBytes, bytes - at), pricePerMib, shareBps));
        return sum;
    }
}
