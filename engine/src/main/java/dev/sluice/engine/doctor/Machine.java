package dev.sluice.engine.doctor;

import dev.sluice.payments.crypto.Keccak256;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.crypto.Signers;
import dev.sluice.payments.money.Address;
import dev.sluice.streaming.hash.Blake3;
import dev.sluice.streaming.hash.Hasher;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

/** Processor, disk and limits. Stateless. */
final class Machine {
    private static final int SIGNATURES = 2_000;
    private static final int HASHED_BYTES = 1 << 20;
    private static final int HASHES = 16;
    private static final int FORCES = 40;
    private static final int BLOCK_BYTES = 4_096;
    private static final long SLOW_FORCE_MICROS = 5_000;
    private static final long LEAST_FREE_BYTES = 1L << 30;
    private static final long LEAST_FILES = 4_096;

    private Machine() {}

    static Finding java() {
        return Finding.ok(
                "java",
                "%s, %d processors, heap up to %d MiB"
                        .formatted(
                                Runtime.version(),
                                Runtime.getRuntime().availableProcessors(),
                                Runtime.getRuntime().maxMemory() >> 20));
    }

    /** Vouchers are recovered one after the other on one core: the rate is what that one does. */
    static Finding signatures() {
        byte[] secret = new byte[SecretKey.BYTES];
        Arrays.fill(secret, (byte) 1);
        SecretKey key = SecretKey.of(secret);
        Address signer = key.address();
        byte[] digest = Keccak256.hash(secret);
        Signature signature = key.sign(digest);
        checkAll(digest, signature, signer); // the first ones are compiled meanwhile
        long startNs = System.nanoTime();
        checkAll(digest, signature, signer);
        long perSecond = SIGNATURES * 1_000_000_000L / (System.nanoTime() - startNs);
        String found =
                String.format(
                        Locale.ROOT,
                        "%,d a second on one core, by %s",
                        perSecond,
                        Signers.implementation());
        return Signers.isNative()
                ? Finding.ok("signatures", found)
                : Finding.slow(
                        "signatures",
                        found,
                        "the native library does not load here; a node accepts vouchers at this"
                                + " rate at most");
    }

    /** Only works that were published so are hashed by it. */
    static Finding blake3() {
        Hasher hasher = Blake3.hasher();
        byte[] bytes = new byte[HASHED_BYTES];
        hasher.update(bytes).digest(); // compiled meanwhile
        long startNs = System.nanoTime();
        for (int i = 0; i < HASHES; i++) hasher.update(bytes).digest();
        long megabytes = HASHES * HASHED_BYTES * 1_000L / (System.nanoTime() - startNs);
        String found =
                String.format(
                        Locale.ROOT,
                        "%,d MB/s on one core, by %s",
                        megabytes,
                        Blake3.implementation());
        return Blake3.isNative()
                ? Finding.ok("blake3", found)
                : Finding.slow(
                        "blake3",
                        found,
                        "the native library does not load here: a work of `publish --hash blake3`"
                                + " comes at this rate at most, others do not mind");
    }

    private static void checkAll(byte[] digest, Signature signature, Address signer) {
        for (int i = 0; i < SIGNATURES; i++)
            if (!Signers.isSignedBy(digest, signature, signer))
                throw new IllegalStateException("a good signature is refused");
    }

    /** What is acknowledged is on disk first, so every answer waits for this. */
    static Finding disk(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "doctor", ".tmp");
        try {
            long[] micros = forces(file);
            Arrays.sort(micros);
            long p50 = micros[FORCES / 2];
            long free = Files.getFileStore(directory).getUsableSpace();
            String found =
                    String.format(
                            Locale.ROOT,
                            "a forced write takes %,d µs (p50 of %d), slowest %,d µs; %,d MiB free on %s",
                            p50,
                            FORCES,
                            micros[FORCES - 1],
                            free >> 20,
                            Files.getFileStore(directory).type());
            if (free < LEAST_FREE_BYTES)
                return Finding.slow("disk", found, "free some space: less than 1 GiB is left");
            return p50 > SLOW_FORCE_MICROS
                    ? Finding.slow(
                            "disk", found, "put --data-dir on a faster disk: each answer waits")
                    : Finding.ok("disk", found);
        } finally {
            Files.delete(file);
        }
    }

    private static long[] forces(Path file) throws IOException {
        long[] micros = new long[FORCES];
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < FORCES; i++) {
                long startNs = System.nanoTime();
                channel.write(block.clear());
                channel.force(false);
                micros[i] = (System.nanoTime() - startNs) / 1_000;
            }
        }
        return micros;
    }

    /** Sockets and store files count against it. */
    static Finding files() {
        if (!(ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.UnixOperatingSystemMXBean unix))
            return Finding.ok("files", "no limit known");
        long most = unix.getMaxFileDescriptorCount();
        String found = String.format(Locale.ROOT, "%,d open files allowed", most);
        return most < LEAST_FILES
                ? Finding.slow("files", found, "raise it: ulimit -n " + LEAST_FILES)
                : Finding.ok("files", found);
    }
}
