package dev.sluice.bench.crash;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a campaign saw. One thread. */
final class Findings {
    private final EnumMap<Stage, Integer> kills = new EnumMap<>(Stage.class);
    private final TreeMap<String, Integer> endings = new TreeMap<>();
    private final List<Long> restartMillis = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private long largestPayeeExposure;
    private long largestPayerExposure;
    private long acknowledged;

    void killed(Stage stage) {
        kills.merge(stage, 1, Integer::sum);
    }

    /** How a playback ended that was not killed in time: done, or by which kind of failure. */
    void ended(String how) {
        endings.merge(how, 1, Integer::sum);
    }

    int kills() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    void restarted(long millis) {
        restartMillis.add(millis);
    }

    void acknowledged(long vouchersWorth) {
        acknowledged += vouchersWorth;
    }

    void payeeExposure(long baseUnits) {
        largestPayeeExposure = Math.max(largestPayeeExposure, baseUnits);
    }

    void payerExposure(long baseUnits) {
        largestPayerExposure = Math.max(largestPayerExposure, baseUnits);
    }

    /** Notes a broken promise, unless it holds. */
    void require(boolean holds, String promise) {
        if (!holds) violations.add(promise);
    }

    List<String> violations() {
        return violations;
    }

    Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("kills", kills());
        report.put("killsByStage", kills);
        report.put("playbacksEnded", endings);
        report.put("acknowledgedSlicesWorth", acknowledged);
        report.put("violations", violations);
        report.put("largestPayeeExposureBaseUnits", largestPayeeExposure);
        report.put("largestPayerExposureBaseUnits", largestPayerExposure);
        List<Long> sorted = restartMillis.stream().sorted().toList();
        if (!sorted.isEmpty()) {
            report.put("restartToServingMillisMedian", sorted.get(sorted.size() / 2));
            report.put("restartToServingMillisMax", sorted.getLast());
        }
        return report;
    }
}
