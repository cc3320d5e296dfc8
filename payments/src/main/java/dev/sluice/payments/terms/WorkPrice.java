package dev.sluice.payments.terms;

import dev.sluice.payments.money.Amount;

/**
 * What runs of slices of one work cost: exactly the sum over its slices, in closed form.
 *
 * @param terms the price
 * @param contentBytes length of the whole plaintext
 * @param sliceBytes length of every slice but the last, which may be shorter
 * @param windowBytes so much at most is owed on either side: about one second of play, or a 64th of
 *     the work
 */
public record WorkPrice(Terms terms, long contentBytes, int sliceBytes, int windowBytes) {
    private static final int WINDOWS_IN_A_WORK = 64;
    private static final int SMALL_WINDOW_BYTES = 1 << 20;
    private static final int LARGE_WINDOW_BYTES = 8 << 20;
    private static final long MILLIS = 1_000;

    public WorkPrice {
        if (contentBytes < 0) throw new IllegalArgumentException("content of " + contentBytes);
        if (sliceBytes <= 0) throw new IllegalArgumentException("slices of " + sliceBytes);
        if (windowBytes <= 0) throw new IllegalArgumentException("a window of " + windowBytes);
    }

    /** The price of what is no recording, or of one whose length is not known. */
    public WorkPrice(Terms terms, long contentBytes, int sliceBytes) {
        this(terms, contentBytes, sliceBytes, mostBytes(contentBytes));
    }

    /** The price of a recording of that length; 0 when the length is not known. */
    public static WorkPrice of(
            Terms terms, long contentBytes, int sliceBytes, long durationMillis) {
        return new WorkPrice(
                terms, contentBytes, sliceBytes, windowBytes(contentBytes, durationMillis));
    }

    /** One second of play, rounded up, but no more than a work of no known length has. */
    private static int windowBytes(long contentBytes, long durationMillis) {
        int most = mostBytes(contentBytes);
        if (durationMillis <= 0) return most;
        return Math.clamp(Math.ceilDiv(contentBytes * MILLIS, durationMillis), 1, most);
    }

    /** A 64th of the work, so that nobody loses more of it; but 1 MiB at least, 8 MiB at most. */
    private static int mostBytes(long contentBytes) {
        return Math.clamp(contentBytes / WINDOWS_IN_A_WORK, SMALL_WINDOW_BYTES, LARGE_WINDOW_BYTES);
    }

    public long slices() {
        return Math.ceilDiv(contentBytes, sliceBytes);
    }

    /** The price of the whole work, creator's part and seeders' fees. */
    public Amount total() {
        return price(0, slices());
    }

    public Amount price(long first, long count) {
        return creatorShare(first, count).plus(seederFee(first, count));
    }

    /** What the keys of {@code count} slices from {@code first} cost. */
    public Amount creatorShare(long first, long count) {
        long last = lastOf(first, count);
        return sum(count, terms.creatorShare(sliceBytes), terms.creatorShare(bytesOf(last)));
    }

    /** What the bytes of {@code count} slices from {@code first} cost. */
    public Amount seederFee(long first, long count) {
        long last = lastOf(first, count);
        return sum(count, terms.seederFee(sliceBytes), terms.seederFee(bytesOf(last)));
    }

    /** Plaintext bytes of a slice; 0 beyond the end. */
    public int bytesOf(long slice) {
        return Math.clamp(contentBytes - slice * sliceBytes, 0, sliceBytes);
    }

    private long lastOf(long first, long count) {
        if (first < 0 || count < 0 || count > slices() - first)
            throw new IllegalArgumentException(
                    "slices " + first + " + " + count + " of " + slices());
        return first + count - 1;
    }

    private static Amount sum(long count, long full, long ending) {
        return count == 0 ? Amount.ZERO : Amount.of(full).times(count - 1).plus(ending);
    }
}
