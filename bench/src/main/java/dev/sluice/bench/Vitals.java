package dev.sluice.bench;

import dev.sluice.streaming.quic.Load;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What this process holds: memory, buffers, descriptors, threads, connections. The heap is that
 * after a full collection, which asking for it makes.
 */
public record Vitals(
        long heapBytes,
        long heapCommittedBytes,
        long residentBytes,
        long transportPoolBytes,
        long directBytes,
        long liveBuffers,
        long lostBuffers,
        int descriptors,
        int threads,
        int connections,
        int streams) {
    private static final long KIB = 1_024;

    public static Vitals now(Load load) throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return new Vitals(
                runtime.totalMemory() - runtime.freeMemory(),
                runtime.totalMemory(),
                resident(),
                transportPool(),
                direct(),
                BufferWatch.live(),
                BufferWatch.lost(),
                openDescriptors(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                load.connections(),
                load.streams());
    }

    /** What the transport's allocator took from the system: in use, or kept for the next use. */
    private static long transportPool() {
        return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider told
                ? told.metric().usedDirectMemory()
                : 0;
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) return 0;
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                .sum();
    }

    private static int openDescriptors() throws IOException {
        Path open = Path.of("/proc/self/fd");
        if (!Files.isDirectory(open)) return 0;
        try (Stream<Path> entries = Files.list(open)) {
            return (int) entries.count() - 1; // the directory that is read
        }
    }

    public Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("heapBytes", heapBytes);
        report.put("heapCommittedBytes", heapCommittedBytes);
        report.put("residentBytes", residentBytes);
        report.put("transportPoolBytes", transportPoolBytes);
        report.put("directBytes", directBytes);
        report.put("liveBuffers", liveBuffers);
        report.put("lostBuffers", lostBuffers);
        report.put("descriptors", descriptors);
        report.put("threads", threads);
        report.put("connections", connections);
        report.put("streams", streams);
        return report;
    }
}
