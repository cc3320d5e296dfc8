package dev.sluice.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long something took, in microseconds. */
public record Percentiles(long p50Micros, long p99Micros, long maxMicros) {
    /** Of at least one; sorts them. */
    public static Percentiles of(long[] tookNs) {
        if (tookNs.length == 0) throw new IllegalArgumentException("nothing was timed");
        Arrays.sort(tookNs);
        return new Percentiles(
                tookNs[tookNs.length / 2] / 1_000,
                tookNs[(int) (tookNs.length * 0.99)] / 1_000,
                tookNs[tookNs.length - 1] / 1_000);
    }

    public Map<String, Object> report() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("p50Micros", p50Micros);
        figures.put("p99Micros", p99Micros);
        figures.put("maxMicros", maxMicros);
        return figures;
    }
}
