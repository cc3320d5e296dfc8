package dev.sluice.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the rounds of one kind took; a figure is the median over them. */
final class Rounds {
    private static final double NS = 1e9;

    private final double gb;
    private final List<Double> seconds = new ArrayList<>();
    private final List<Double> vouchers = new ArrayList<>();
    private final List<Map<String, Long>> server = new ArrayList<>();
    private final List<Map<String, Long>> client = new ArrayList<>();

    /** Rounds of so many gigabytes each. */
    Rounds(double gb) {
        this.gb = gb;
    }

    void add(double took, long vouchersSigned, Map<String, Long> serverCpu, Map<String, Long> own) {
        seconds.add(took);
        vouchers.add((double) vouchersSigned);
        server.add(serverCpu);
        client.add(own);
    }

    /** How fast these are beside others, round by round. */
    List<Double> beside(Rounds base) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < seconds.size(); i++) ratios.add(base.seconds.get(i) / seconds.get(i));
        return ratios;
    }

    Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        List<Double> rates = seconds.stream().map(s -> gb * 1_000 / s).toList();
        report.put("mbPerSecond", rounded(median(rates)));
        report.put("mbPerSecondEach", rates.stream().map(Rounds::rounded).toList());
        if (median(vouchers) > 0) report.put("vouchersPerGb", rounded(median(vouchers) / gb));
        report.put("serverCpuSecondsPerGb", cpu(server));
        report.put("clientCpuSecondsPerGb", cpu(client));
        return report;
    }

    private Map<String, Object> cpu(List<Map<String, Long>> each) {
        TreeSet<String> parts = new TreeSet<>();
        each.forEach(round -> parts.addAll(round.keySet()));
        Map<String, Object> report = new TreeMap<>();
        for (String part : parts) {
            List<Double> spent =
                    each.stream().map(round -> round.getOrDefault(part, 0L) / NS / gb).toList();
            report.put(part, rounded(median(spent)));
        }
        return report;
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.3f", value));
    }
}
