package dev.sluice.engine.cache;

import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.store.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the works on this disk were good for, in a file of lines: content, bytes served, when, and
 * {@code pinned} or {@code -}. Replaced by rename when a pin changes and at the end; a crash
 * forgets a session's serving, and no pin. Any thread.
 */
public final class Uses {
    private static final int MAX_BYTES = 16 << 20;
    private static final String PINNED = "pinned";

    private final Path file;
    private final Map<ContentId, Use> uses = new TreeMap<>();
    private final Map<ContentId, LongAdder> counters = new TreeMap<>();

    private Uses(Path file) {
        this.file = file;
    }

    public static Uses read(Path file) throws IOException {
        Uses uses = new Uses(file);
        if (!Files.exists(file)) return uses;
        String text = new String(Durable.readCapped(file, MAX_BYTES), StandardCharsets.UTF_8);
        for (String line : text.lines().toList()) uses.add(line);
        return uses;
    }

    private void add(String line) throws IOException {
        String[] words = line.split(" ", -1);
        try {
            if (words.length != 4) throw new IllegalArgumentException("four words");
            uses.put(
                    ContentId.parse(words[0]),
                    new Use(
                            Long.parseLong(words[1]),
                            Long.parseLong(words[2]),
                            words[3].equals(PINNED)));
        } catch (IllegalArgumentException e) {
            throw new IOException("a damaged line in " + file + ": " + line, e);
        }
    }

    /** As it stands now. */
    public synchronized Use of(ContentId content, long nowSeconds) {
        fold(content, nowSeconds);
        return uses.getOrDefault(content, Use.NONE);
    }

    private void fold(ContentId content, long nowSeconds) {
        LongAdder counter = counters.get(content);
        long served = counter == null ? 0 : counter.sumThenReset();
        if (served > 0) served(content, served, nowSeconds);
    }

    /** Counts what is served of a work; for threads that wait for nobody. */
    public synchronized LongAdder counter(ContentId content) {
        return counters.computeIfAbsent(content, _ -> new LongAdder());
    }

    /** Bytes were served, or with 0 it was played. */
    public synchronized void served(ContentId content, long bytes, long nowSeconds) {
        Use before = uses.getOrDefault(content, Use.NONE);
        uses.put(content, before.serving(bytes, nowSeconds));
    }

    public synchronized void pin(ContentId content, boolean keep, long nowSeconds)
            throws IOException {
        uses.put(content, of(content, nowSeconds).pinned(keep, nowSeconds));
        save(nowSeconds);
    }

    synchronized void forget(ContentId content) {
        uses.remove(content);
    }

    public synchronized void save(long nowSeconds) throws IOException {
        for (ContentId served : List.copyOf(counters.keySet())) fold(served, nowSeconds);
        StringBuilder text = new StringBuilder();
        uses.forEach(
                (content, use) ->
                        text.append(content)
                                .append(' ')
                                .append(use.served())
                                .append(' ')
                                .append(use.atSeconds())
                                .append(use.pinned() ? " " + PINNED + "\n" : " -\n"));
        Durable.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
