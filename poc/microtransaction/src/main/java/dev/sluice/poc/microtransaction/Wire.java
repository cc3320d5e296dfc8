package dev.sluice.poc.microtransaction;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Virtual time, and messages that get lost or overtake each other. The same seed, the same run. */
final class Wire {
    private static final int DELAY_MS = 20;

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::atMs).thenComparingLong(Event::number));
    private final SplittableRandom random;
    private final Faults faults;
    private long nowMs;
    private long numbers;

    Wire(Faults faults, long seed) {
        this.faults = faults;
        this.random = new SplittableRandom(seed);
    }

    /** How many of a hundred messages are lost, and by how much one may be later than another. */
    record Faults(int lostPercent, int jitterMs) {
        static final Faults NONE = new Faults(0, 0);

        String title() {
            if (lostPercent == 0 && jitterMs == 0) return "none";
            if (lostPercent == 0) return "reordered";
            return lostPercent + " % lost" + (jitterMs > 0 ? ", reordered" : "");
        }
    }

    private record Event(long atMs, long number, Runnable action) {}

    long nowMs() {
        return nowMs;
    }

    void after(long ms, Runnable action) {
        events.add(new Event(nowMs + ms, numbers++, action));
    }

    /** Carries a message to the other side, perhaps. */
    void send(Runnable arrival) {
        boolean lost = random.nextInt(100) < faults.lostPercent();
        int jitterMs = faults.jitterMs() == 0 ? 0 : random.nextInt(faults.jitterMs());
        if (!lost) after(DELAY_MS + jitterMs, arrival);
    }

    /** Does what is next, unless it lies after the end; returns whether it did. */
    boolean step(long endMs) {
        Event next = events.peek();
        if (next == null || next.atMs() > endMs) return false;
        events.remove();
        nowMs = next.atMs();
        next.action().run();
        return true;
    }
}
