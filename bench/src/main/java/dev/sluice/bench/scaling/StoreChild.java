package dev.sluice.bench.scaling;

import dev.sluice.bench.Percentiles;
import dev.sluice.bench.Vitals;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.PayeeRecord;
import dev.sluice.streaming.quic.Load;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;

/** Opens a store, reads all of it, commits rows of it again; says what that took and held. */
final class StoreChild {
    private static final int SAMPLES = 4_096;
    private static final int ROWS_PER_COMMIT = 256;

    private final PayeeRecord[] sample = new PayeeRecord[SAMPLES];
    private final SplittableRandom random = new SplittableRandom(17);
    private long seen;

    private StoreChild() {}

    /** Arguments: the store's directory, how many commits to do. */
    public static void main(String[] arguments) throws Exception {
        int commits = Integer.parseInt(arguments[1]);
        Map<String, Object> report = new StoreChild().run(Path.of(arguments[0]), commits);
        System.out.println(JsonMapper.builder().build().writeValueAsString(report));
    }

    private Map<String, Object> run(Path directory, int commits) throws Exception {
        Map<String, Object> report = new LinkedHashMap<>();
        long startNs = System.nanoTime();
        try (RocksChannelStore store = RocksChannelStore.open(directory)) {
            report.put("openMillis", millisSince(startNs));
            startNs = System.nanoTime();
            store.forEachPayee(this::keepSome);
            report.put("scanMillis", millisSince(startNs));
            Vitals vitals = Vitals.now(new Load(0, 0));
            report.put("residentBytes", vitals.residentBytes());
            report.put("heapBytes", vitals.heapBytes());
            commits(store, commits, report);
        }
        return report;
    }

    private static double millisSince(long startNs) {
        return Math.round((System.nanoTime() - startNs) / 10_000.0) / 100.0;
    }

    /** A fair sample of all. */
    private void keepSome(PayeeRecord record) {
        long at = seen < SAMPLES ? seen : random.nextLong(seen + 1);
        if (at < SAMPLES) sample[(int) at] = record;
        seen++;
    }

    private void commits(ChannelStore store, int commits, Map<String, Object> report) {
        int kept = (int) Math.min(seen, SAMPLES);
        long[] tookNs = new long[commits];
        long startNs = System.nanoTime();
        for (int i = 0; i < commits; i++) {
            long fromNs = System.nanoTime();
            try (ChannelStore.Batch batch = store.batch()) {
                for (int row = 0; row < ROWS_PER_COMMIT; row++)
                    batch.put(sample[random.nextInt(kept)]);
                batch.commit();
            }
            tookNs[i] = System.nanoTime() - fromNs;
        }
        double seconds = (System.nanoTime() - startNs) / 1e9;
        report.put("rowsPerCommit", ROWS_PER_COMMIT);
        report.put("rowsPerSecond", Math.round(commits * (double) ROWS_PER_COMMIT / seconds));
        report.put("commit", Percentiles.of(tookNs).report());
        startNs = System.nanoTime();
        for (int i = 0; i < SAMPLES; i++)
            if (store.payee(sample[random.nextInt(kept)].channel()).isEmpty())
                throw new IllegalStateException("a channel is gone");
        report.put(
                "readMicros", Math.round((System.nanoTime() - startNs) / (SAMPLES * 10.0)) / 100.0);
    }
}
