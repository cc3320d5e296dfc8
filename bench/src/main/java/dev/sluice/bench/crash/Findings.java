package dev.sluice.bench.crash;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a campaign saw. One thread. */
final class Findings {
    /** From the start of the process until it has answered for both channels (F3). */
    private static final long RESTART_GOAL_MILLIS = 2_000;

    private final EnumMap<Stage, Integer> kills = new EnumMap<>(Stage.class);
    private final TreeMap<String, Integer> endings = new TreeMap<>();
    private final List<Long> restartMillis = new ArrayList<>();
    private final List<Long> restartCpuMillis = new ArrayList<>();
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

    /** In real time, and in what the process used of the processor. */
    void restarted(long millis, long cpuMillis) {
        restartMillis.add(millis);
        restartCpuMillis.add(cpuMillis);
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
        report.put("acknowledgedVouchersLost", broken("I1"));
        report.put("exposuresOverWindow", broken("I2") + broken("I3"));
        report.put("violations", violations);
        report.put("largestPayeeExposureBaseUnits", largestPayeeExposure);
        report.put("largestPayerExposureBaseUnits", largestPayerExposure);
        restarts(report);
        return report;
    }

    private int broken(String invariant) {
        return (int) violations.stream().filter(text -> text.startsWith(invariant)).count();
    }

    private void restarts(Map<String, Object> report) {
        List<Long> sorted = restartMillis.stream().sorted().toList();
        if (sorted.isEmpty()) return;
        long overGoal = sorted.stream().filter(millis -> millis > RESTART_GOAL_MILLIS).count();
        report.put("restarts", sorted.size());
        report.put("restartToServingMillisP50", sorted.get(sorted.size() / 2));
        report.put("restartToServingMillisP99", sorted.get((int) (sorted.size() * 0.99)));
        report.put("restartToServingMillisMax", sorted.getLast());
        List<Long> cpu = restartCpuMillis.stream().sorted().toList();
        report.put("restartCpuMillisP50", cpu.get(cpu.size() / 2));
        report.put("restartGoalMillis", RESTART_GOAL_MILLIS);
        report.put("restartsOverGoal", overGoal);
    }
}
