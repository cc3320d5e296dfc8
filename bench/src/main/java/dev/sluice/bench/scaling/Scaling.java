package dev.sluice.bench.scaling;

import dev.sluice.bench.TemporaryDirectory;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.lab.Machine;
import dev.sluice.lab.ResultFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What it costs when there is more of something: channels in a store, seeders of a work. */
public final class Scaling {
    static final List<String> FLAGS =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:+UseSerialGC",
                    "-Xmx4g");

    private Scaling() {}

    /**
     * Arguments: result file, commits of a step, channels of each step, MiB of the work, rounds,
     * seeders of each step; what is of each step with commas.
     */
    public static void main(String[] arguments) throws Exception {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("benchmark", "scaling");
        try (TemporaryDirectory directory = TemporaryDirectory.create("sluice-scaling-");
                LocalChain chain = LocalChain.start()) {
            Stores stores =
                    new Stores(
                            directory.path().resolve("stores"),
                            chain,
                            Integer.parseInt(arguments[1]));
            report.put("channels", stores.run(numbers(arguments[2])));
            List<Integer> counts = numbers(arguments[5]);
            try (Seeders seeders =
                    new Seeders(
                            directory.path().resolve("seeders"),
                            chain,
                            Integer.parseInt(arguments[3]),
                            Integer.parseInt(arguments[4]))) {
                report.put("seeders", seeders.run(counts));
            }
        }
        report.put("machine", Machine.describe(FLAGS));
        ResultFile.write(Path.of(arguments[0]), report);
    }

    private static List<Integer> numbers(String list) {
        return Arrays.stream(list.split(",")).map(Integer::valueOf).toList();
    }
}
