package dev.sluice.engine.payee;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;

/** A set of slice indexes, kept as ranges that do not touch. Owned by one thread. */
final class SliceRanges {
    /** Receives a range as first and count. */
    interface Visitor {
        void range(long first, long count);
    }

    private final TreeMap<Long, Long> endByFirst = new TreeMap<>();

    void add(long first, long count) {
        long start = first;
        long end = first + count;
        Map.Entry<Long, Long> left = endByFirst.floorEntry(start);
        if (left != null && left.getValue() >= start) {
            start = left.getKey();
            end = Math.max(end, left.getValue());
        }
        for (var next = endByFirst.ceilingEntry(start);
                next != null && next.getKey() <= end;
                next = endByFirst.ceilingEntry(start)) {
            end = Math.max(end, next.getValue());
            endByFirst.remove(next.getKey());
        }
        endByFirst.put(start, end);
    }

    /** Visits the parts of {@code first..first+count-1} that are not in the set, in order. */
    void missing(long first, long count, Visitor visitor) {
        long at = first;
        long end = first + count;
        while (at < end) {
            Map.Entry<Long, Long> left = endByFirst.floorEntry(at);
            if (left != null && left.getValue() > at) {
                at = left.getValue();
                continue;
            }
            Long nextStart = endByFirst.higherKey(at);
            long gapEnd = nextStart == null ? end : Math.min(end, nextStart);
            visitor.range(at, gapEnd - at);
            at = gapEnd;
        }
    }

    /** Sums {@code value(first, count)} over the missing parts, exactly. */
    long sumMissing(long first, long count, LongBinaryOperator value) {
        long[] sum = {0};
        missing(first, count, (f, c) -> sum[0] = Math.addExact(sum[0], value.applyAsLong(f, c)));
        return sum[0];
    }
}
