package dev.sluice.engine.session;

/** Something that happens at a time; of one time, in the order in which it was planned. */
record Step(long atNs, long order, Runnable action) implements Comparable<Step> {
    @Override
    public int compareTo(Step other) {
        int byTime = Long.compare(atNs, other.atNs);
        return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
}
