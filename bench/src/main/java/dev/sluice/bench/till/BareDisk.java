package dev.sluice.bench.till;

import dev.sluice.bench.Percentiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The disk alone: forced appends ({@code fdatasync}) to a file that has its size already, one at a
 * time, of what a group commit has. What it takes no store can do without.
 */
final class BareDisk {
    private static final int BLOCK = 1 << 16;

    private BareDisk() {}

    /** Appends so many bytes each {@code stepNs}, or as fast as the disk allows, for a while. */
    static Percentiles forced(Path file, int bytes, long stepNs, int seconds) throws IOException {
        List<Long> tookNs = new ArrayList<>();
        ByteBuffer record = ByteBuffer.allocateDirect(bytes);
        int appends = Math.toIntExact(seconds * 1_000_000_000L / stepNs);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            reserve(channel, (long) appends * bytes);
            long startNs = System.nanoTime();
            for (int i = 0; i < appends; i++) {
                long dueNs = startNs + i * stepNs;
                if (System.nanoTime() - startNs > seconds * 1_000_000_000L) break;
                for (long left = dueNs - System.nanoTime();
                        left > 0;
                        left = dueNs - System.nanoTime()) LockSupport.parkNanos(left);
                long beganNs = System.nanoTime();
                channel.write(record.clear(), (long) i * bytes);
                channel.force(false);
                tookNs.add(System.nanoTime() - beganNs);
            }
        }
        return Percentiles.of(tookNs.stream().mapToLong(Long::longValue).toArray());
    }

    private static void reserve(FileChannel channel, long bytes) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(BLOCK);
        for (long at = 0; at < bytes; at += BLOCK) channel.write(zeros.clear(), at);
        channel.force(true);
    }
}
