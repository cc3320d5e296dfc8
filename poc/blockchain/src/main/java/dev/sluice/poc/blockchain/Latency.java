package dev.sluice.poc.blockchain;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long a single payment takes on a chain with nothing else to do. */
record Latency(int blockSeconds, int payments, List<Long> includedMs, List<Long> deeperMs) {
    /** Sends come at every phase of a block. */
    private static final Duration PAUSE = Duration.ofMillis(137);

    /** Blocks on top after which our nodes take money as theirs. */
    private static final int DEEPER = 2;

    static Latency of(int blockSeconds, int payments) {
        try (Chain chain = new Chain()) {
            List<byte[]> transactions = new SplitPayments(chain).load(payments);
            chain.holdBlocks(Prices.GAS_PER_SECOND * blockSeconds);
            chain.startClock(blockSeconds);
            Sighting seen = new Feed(chain.evm(), transactions, 1, PAUSE).run(DEEPER);
            return new Latency(
                    blockSeconds, payments, seen.latenciesMs(0), seen.latenciesMs(DEEPER));
        }
    }

    long medianMs() {
        return Sighting.percentile(includedMs, 50);
    }

    Map<String, Object> row() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("block s", blockSeconds);
        row.put("payments", payments);
        row.put("in a block p50 ms", medianMs());
        row.put("p95 ms", Sighting.percentile(includedMs, 95));
        row.put("max ms", includedMs.getLast());
        row.put("two blocks deeper p50 ms", Sighting.percentile(deeperMs, 50));
        row.put("p95 of that ms", Sighting.percentile(deeperMs, 95));
        return row;
    }
}
