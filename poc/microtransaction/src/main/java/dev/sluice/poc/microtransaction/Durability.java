package dev.sluice.poc.microtransaction;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Payments that are accepted and on disk before they count: a group is verified, appended to a file
 * and forced, by one thread.
 *
 * <p>A record is the channel's id and the message. The file's room is written and forced before, so
 * that a force moves data and no length.
 */
final class Durability {
    private static final int ROOM_BYTES = 64 << 20;
    private static final int[] GROUPS = {1, 16, 64, 256, 1_024};

    private final Path folder;
    private final long cellNs;

    /**
     * @param folder on the disk that is measured
     * @param cellMs how long each figure may take
     */
    Durability(Path folder, long cellMs) {
        this.folder = folder;
        this.cellNs = cellMs * 1_000_000;
    }

    String fileSystem() throws IOException {
        return Files.getFileStore(folder).type();
    }

    /** By scheme and size of the group. */
    List<Map<String, Object>> costs() throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Scheme scheme : List.of(Scheme.vouchers(), Scheme.ticks(64), Scheme.tree(64)))
            for (int group : GROUPS) rows.add(cost(scheme, group));
        return rows;
    }

    private Map<String, Object> cost(Scheme scheme, int group) throws IOException {
        Channel channel = Channel.numbered(new NativeSigning(), 7);
        List<byte[]> messages = Accepts.messages(scheme, channel);
        Path path = Files.createTempFile(folder, "accepted", ".log");
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            reserve(file);
            return measure(scheme, channel, messages, group, file);
        } finally {
            Files.delete(path);
        }
    }

    private Map<String, Object> measure(
            Scheme scheme, Channel channel, List<byte[]> messages, int group, FileChannel file)
            throws IOException {
        List<Long> forcesNs = new ArrayList<>();
        ByteBuffer records = ByteBuffer.allocateDirect(1 << 20);
        Payee payee = scheme.payee(channel);
        long payments = 0;
        long bytes = 0;
        int next = 0;
        long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < cellNs) {
            for (int i = 0; i < group; i++, next++, payments++) {
                if (next == messages.size()) {
                    next = 0;
                    payee = scheme.payee(channel);
                }
                payee.accept(messages.get(next));
                records.put(channel.id()).put(messages.get(next));
            }
            bytes += records.position();
            long forceNs = System.nanoTime();
            if (file.position() + records.position() > ROOM_BYTES) file.position(0);
            append(file, records);
            forcesNs.add(System.nanoTime() - forceNs);
        }
        long tookNs = System.nanoTime() - startNs;
        return row(scheme, group, payments, bytes, tookNs, forcesNs);
    }

    private static Map<String, Object> row(
            Scheme scheme, int group, long payments, long bytes, long tookNs, List<Long> forcesNs) {
        long[] sorted = forcesNs.stream().mapToLong(Long::longValue).sorted().toArray();
        return Rows.row(
                "scheme", scheme.name(),
                "payments a forced write", group,
                "durable accepts/s", payments * 1_000_000_000L / tookNs,
                "forced writes, per 1,000 payments", forcesNs.size() * 1_000L / payments,
                "record bytes", bytes / payments,
                "write and force p50, µs", sorted[sorted.length / 2] / 1_000,
                "p99, µs", sorted[sorted.length * 99 / 100] / 1_000);
    }

    private static void reserve(FileChannel file) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
        for (long at = 0; at < ROOM_BYTES; at += zeros.capacity()) file.write(zeros.rewind());
        file.force(true);
        file.position(0);
    }

    private static void append(FileChannel file, ByteBuffer records) throws IOException {
        records.flip();
        while (records.hasRemaining()) file.write(records);
        file.force(false);
        records.clear();
    }
}
