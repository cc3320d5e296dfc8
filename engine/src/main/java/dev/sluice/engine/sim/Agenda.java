package dev.sluice.engine.sim;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What will happen, in the order of virtual time; what is due together, in the order of asking. */
final class Agenda {
    private record Step(long atNs, long order, Runnable action) implements Comparable<Step> {
        @Override
        public int compareTo(Step other) {
            int byTime = Long.compare(atNs, other.atNs);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Step> steps = new PriorityQueue<>();
    private long order;
    private long nowNs;

    long nowNs() {
        return nowNs;
    }

    void after(long delayNs, Runnable action) {
        at(nowNs + delayNs, action);
    }

    /** Not before now. */
    void at(long atNs, Runnable action) {
        steps.add(new Step(Math.max(atNs, nowNs), order++, action));
    }

    /** Goes to the next step, which the caller runs; null when there is none. */
    @Nullable Runnable next() {
        Step step = steps.poll();
        if (step == null) return null;
        nowNs = step.atNs;
        return step.action;
    }
}
