package dev.sluice.payments.rules;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.store.KeyPurchase;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which keys of one work a payer has bought on one channel, and how many of them came: what was
 * bought is never paid again.
 *
 * <p>Pure; belongs to the session's thread.
 */
public final class KeyRanges {
    private static final class Range {
        private final long first;
        private final BitSet fitted = new BitSet();
        private long count;
        private long received;
        private boolean dirty;

        Range(long first) {
            this.first = first;
        }

        long end() {
            return first + count;
        }
    }

    private final TreeMap<Long, Range> ranges = new TreeMap<>();
    private final Amount spent;

    /** Nothing bought, nothing spent. */
    public KeyRanges() {
        this(Amount.ZERO);
    }

    /** {@code spent} may have been signed for the work's keys on the channel, as the disk says. */
    public KeyRanges(Amount spent) {
        this.spent = spent;
    }

    /**
     * What may have been signed for the keys before this process began. More than the bought ones
     * cost when a state that was lost has bought others, which its payee has proven.
     */
    public Amount spent() {
        return spent;
    }

    /** Takes over what is on disk. */
    public void restore(KeyPurchase purchase) {
        Range range = new Range(purchase.first());
        range.count = purchase.count();
        range.received = purchase.received();
        ranges.put(range.first, range);
    }

    /**
     * End of the bought range that holds the slice; the slice itself when its key is not bought.
     */
    public long boughtEnd(long index) {
        Range range = around(index);
        return range == null ? index : range.end();
    }

    /** The first slice after {@code index} whose key is bought, or {@link Long#MAX_VALUE}. */
    public long nextBought(long index) {
        Long next = ranges.higherKey(index);
        return next == null ? Long.MAX_VALUE : next;
    }

    private @Nullable Range around(long index) {
        Map.Entry<Long, Range> below = ranges.floorEntry(index);
        return below != null && index < below.getValue().end() ? below.getValue() : null;
    }

    /**
     * The first slice from {@code from} on, before {@code end}, whose key was bought and has not
     * come; {@code end} when there is none.
     */
    public long firstMissing(long from, long end) {
        for (Range range : ranges.values()) {
            long at = Math.max(from, range.first + range.received);
            if (at < Math.min(end, range.end())) return at;
        }
        return end;
    }

    /** Notes a purchase of keys that were not bought before. */
    public void buy(long first, long count) {
        if (boughtEnd(first) != first || nextBought(first) < first + count)
            throw new IllegalArgumentException("keys " + first + " + " + count + " bought twice");
        Map.Entry<Long, Range> below = ranges.lowerEntry(first);
        boolean continues = below != null && below.getValue().end() == first;
        grow(continues ? below.getValue() : begin(first), count);
    }

    private Range begin(long first) {
        Range fresh = new Range(first);
        ranges.put(first, fresh);
        return fresh;
    }

    private static void grow(Range range, long count) {
        range.count += count;
        range.dirty = true;
    }

    /**
     * Keys that came for nothing: some state that was lost had bought them. They are no part of a
     * range that still waits for keys, or they would count for what was paid there.
     */
    public void given(long first, long count) {
        if (boughtEnd(first) != first || nextBought(first) < first + count)
            throw new IllegalArgumentException("keys " + first + " + " + count + " bought before");
        Range range = begin(first);
        grow(range, count);
        range.received = count;
    }

    /**
     * The key of a slice came and fits. Keys count in order, so that each counts once over all
     * restarts; {@code each} is told those that count now.
     */
    public void received(long index, LongConsumer each) {
        Range range = around(index);
        if (range == null || index < range.first + range.received) return;
        range.fitted.set(Math.toIntExact(index - range.first));
        while (range.fitted.get(Math.toIntExact(range.received))) {
            each.accept(range.first + range.received++);
            range.dirty = true;
        }
    }

    /** Whether all that was bought has come. */
    public boolean allReceived() {
        for (Range range : ranges.values()) if (range.received < range.count) return false;
        return true;
    }

    boolean dirty() {
        for (Range range : ranges.values()) if (range.dirty) return true;
        return false;
    }

    /** What is newer than the disk. */
    List<KeyPurchase> unwritten(Bytes32 content, ChannelId channel) {
        List<KeyPurchase> rows = new ArrayList<>();
        for (Range range : ranges.values())
            if (range.dirty)
                rows.add(
                        new KeyPurchase(
                                content, channel, range.first, range.count, range.received));
        return rows;
    }

    void written(List<KeyPurchase> rows) {
        for (KeyPurchase row : rows) {
            @Nullable Range range = ranges.get(row.first());
            if (range != null && range.count == row.count() && range.received == row.received())
                range.dirty = false;
        }
    }
}
