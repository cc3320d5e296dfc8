package dev.sluice.bench.micro;

import dev.sluice.lab.Machine;
import dev.sluice.lab.ResultFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs all benchmarks of this package with their allocation, and keeps what they found. */
public final class Micro {
    private static final String FLAG = "--enable-native-access=ALL-UNNAMED";

    private Micro() {}

    /** Arguments: result file, milliseconds of an iteration, forks. */
    public static void main(String[] arguments) throws Exception {
        long millis = Long.parseLong(arguments[1]);
        Options options =
                new OptionsBuilder()
                        .include("dev\\.sluice\\..*Benchmark")
                        .forks(Integer.parseInt(arguments[2]))
                        .jvmArgs(FLAG)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.milliseconds(millis))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.milliseconds(millis))
                        .addProfiler("gc")
                        .build();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("benchmark", "micro");
        report.put("results", rows(new Runner(options).run()));
        report.put("machine", Machine.describe(List.of(FLAG)));
        ResultFile.write(Path.of(arguments[0]), report);
    }

    private static List<Map<String, Object>> rows(Collection<RunResult> results) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (RunResult result : results) {
            Map<String, Object> row = new LinkedHashMap<>();
            String[] name = result.getParams().getBenchmark().split("\\.", -1);
            row.put("name", name[name.length - 2] + "." + name[name.length - 1]);
            for (String key : result.getParams().getParamsKeys())
                row.put(key, result.getParams().getParam(key));
            row.put("score", rounded(result.getPrimaryResult().getScore()));
            row.put("error", rounded(result.getPrimaryResult().getScoreError()));
            row.put("unit", result.getPrimaryResult().getScoreUnit());
            row.put("bytesPerOperation", allocated(result));
            rows.add(row);
        }
        return rows;
    }

    private static double allocated(RunResult result) {
        Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
        if (bytes == null) throw new IllegalStateException("the gc profiler says nothing");
        return rounded(bytes.getScore());
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.3f", value));
    }
}
