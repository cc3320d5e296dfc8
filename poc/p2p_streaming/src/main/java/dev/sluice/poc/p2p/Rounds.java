package dev.sluice.poc.p2p;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Runs options in turns, there and back, so that what disturbs the machine disturbs all of them,
 * and tells medians.
 */
final class Rounds {
    /** While the JIT compiler is at work one option is a fifth slower than the same one later. */
    private static final int WARM_UP = 3;

    private final int[] sizesKiB;
    private final int loopbackRounds;
    private final int pathRounds;
    private final long loopbackBytes;
    private final long pathBytes;

    private record Option(String name, Setting setting, Work work, List<Outcome> outcomes) {}

    private Rounds(
            int[] sizesKiB,
            int loopbackRounds,
            int pathRounds,
            long loopbackBytes,
            long pathBytes) {
        this.sizesKiB = sizesKiB;
        this.loopbackRounds = loopbackRounds;
        this.pathRounds = pathRounds;
        this.loopbackBytes = loopbackBytes;
        this.pathBytes = pathBytes;
    }

    /** What is published: 256 MiB at full speed, 3 s of play over a path; about five minutes. */
    static Rounds full() {
        return new Rounds(
                new int[] {16, 32, 64, 128, 256, 512, 1024},
                WARM_UP + 5,
                3,
                256L << 20,
                3 * Setting.PLAY_BYTES_PER_SECOND);
    }

    /** Whether it runs at all. */
    static Rounds once() {
        return new Rounds(new int[] {16, 1024}, 1, 1, 4 << 20, 2 << 20);
    }

    List<Map<String, Object>> loopback(String title, Map<String, Setting> settings, int sliceBytes)
            throws Exception {
        Work work = work(loopbackBytes, sliceBytes);
        List<Option> options = new ArrayList<>();
        settings.forEach((name, setting) -> options.add(option(name, setting, work)));
        return loopback(title, options);
    }

    List<Map<String, Object>> path(String title, Map<String, Setting> settings, int sliceBytes)
            throws Exception {
        Work work = work(pathBytes, sliceBytes);
        List<Option> options = new ArrayList<>();
        settings.forEach((name, setting) -> options.add(option(name, setting, work)));
        return path(title, options);
    }

    /** The same setting with slices of each size. */
    List<Map<String, Object>> sizes(boolean loopback, Setting setting) throws Exception {
        List<Option> options = new ArrayList<>();
        for (int kib : sizesKiB) {
            Work work = work(loopback ? loopbackBytes : pathBytes, kib << 10);
            options.add(option(kib + " KiB", setting, work));
        }
        return loopback ? loopback("slices", options) : path("slices", options);
    }

    private static Work work(long bytes, int sliceBytes) {
        return new Work((int) Math.ceilDiv(bytes, (long) sliceBytes), sliceBytes);
    }

    private static Option option(String name, Setting setting, Work work) {
        return new Option(name, setting, work, new ArrayList<>());
    }

    private List<Map<String, Object>> loopback(String title, List<Option> options)
            throws Exception {
        run(options, loopbackRounds);
        for (Option option : options)
            if (loopbackRounds > WARM_UP) option.outcomes().subList(0, WARM_UP).clear();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Option option : options) {
            Map<String, Object> row = row(title, option);
            row.put("CPU s/GB, all nodes", median(option, Outcome::cpuSecondsPerGB, 100));
            rows.add(row);
        }
        return rows;
    }

    private List<Map<String, Object>> path(String title, List<Option> options) throws Exception {
        run(options, pathRounds);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Option option : options) {
            Map<String, Object> row = row(title, option);
            row.put("stalled %", median(option, Outcome::stalledPercent, 10));
            row.put("duplicate %", median(option, Outcome::duplicatePercent, 10));
            rows.add(row);
        }
        return rows;
    }

    private static void run(List<Option> options, int rounds) throws Exception {
        List<Option> order = options;
        for (int round = 0; round < rounds; round++, order = order.reversed())
            for (Option option : order)
                option.outcomes().add(Trial.of(option.setting(), option.work()));
        System.err.println(options.getFirst().name() + " ... " + options.getLast().name());
    }

    private static Map<String, Object> row(String title, Option option) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put(title, option.name());
        row.put("goodput MB/s", median(option, Outcome::goodputMBs, 10));
        row.put("first slice ms", median(option, Outcome::firstMs, 10));
        row.put("urgent slice ms", median(option, Outcome::urgentMs, 10));
        row.put("overhead %", median(option, Outcome::overheadPercent, 100));
        return row;
    }

    private static double median(Option option, ToDoubleFunction<Outcome> figure, int decimals) {
        double[] sorted = option.outcomes().stream().mapToDouble(figure).sorted().toArray();
        double upper = sorted[sorted.length / 2];
        double middle = (upper + sorted[(sorted.length - 1) / 2]) / 2;
        return (double) Math.round(middle * decimals) / decimals;
    }
}
