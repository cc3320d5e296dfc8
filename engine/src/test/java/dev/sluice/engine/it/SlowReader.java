package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Reads a pipe no faster than a given rate, and keeps the digest of what came. */
final class SlowReader {
    private static final int CHUNK_BYTES = 64 << 10;
    private static final long WAIT_SECONDS = 60;

    private final InputStream in;
    private volatile long bytesPerSecond;
    private final MessageDigest digest;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicLong bytes = new AtomicLong();

    private SlowReader(InputStream in, long bytesPerSecond) throws Exception {
        this.in = in;
        this.bytesPerSecond = bytesPerSecond;
        this.digest = MessageDigest.getInstance("SHA-256");
    }

    static SlowReader start(InputStream in, long bytesPerSecond) {
        try {
            SlowReader reader = new SlowReader(in, bytesPerSecond);
            Thread.ofVirtual().start(reader::run);
            return reader;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void run() {
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
                bytes.addAndGet(read);
                TimeUnit.NANOSECONDS.sleep(1_000_000_000L * read / bytesPerSecond);
            }
        } catch (IOException | InterruptedException e) {
            // its process is gone: the digest will tell
        } finally {
            ended.countDown();
        }
    }

    /** From now on. */
    void setBytesPerSecond(long rate) {
        bytesPerSecond = rate;
    }

    long bytes() {
        return bytes.get();
    }

    void awaitBytes(long wanted) throws Exception {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (bytes.get() < wanted) {
            if (System.nanoTime() > endNs || ended.getCount() == 0)
                fail("only " + bytes + " of " + wanted + " bytes came");
            Thread.sleep(10);
        }
    }

    /** Of all that came, once it ended. */
    String sha256() throws Exception {
        if (!ended.await(WAIT_SECONDS, TimeUnit.SECONDS)) fail("the stream does not end");
        return HexFormat.of().formatHex(digest.digest());
    }
}
