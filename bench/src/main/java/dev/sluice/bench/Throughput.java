package dev.sluice.bench;

import dev.sluice.lab.Machine;
import dev.sluice.lab.ResultFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code paidToRaw} and {@code paidToFree}: one seeder, loopback, two processes; over packets that
 * pass every network, and over those that only loopback passes. Beside them a file over TLS on TCP.
 */
public final class Throughput {
    private static final List<String> KINDS = List.of("raw", "free", "paid");
    private static final List<String> WITH_TLS = List.of("raw", "free", "paid", "tls");
    private static final int ORDINARY = 1_350;
    private static final int LOOPBACK = 16_000;
    private static final List<String> FLAGS =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Xmx1g");

    private final int mib;
    private final int rounds;
    private final Duel ordinary;
    private final Duel loopback;

    private Throughput(int mib, int rounds, int sliceBytes) {
        this.mib = mib;
        this.rounds = rounds;
        this.ordinary = new Duel(WITH_TLS, (long) mib << 20, sliceBytes, ORDINARY);
        this.loopback = new Duel(KINDS, (long) mib << 20, sliceBytes, LOOPBACK);
    }

    /** Arguments: result file, MiB in a round, rounds, slice size in KiB. */
    public static void main(String[] arguments) throws Exception {
        Path result = Path.of(arguments.length > 0 ? arguments[0] : "throughput.json");
        int mib = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 512;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        int sliceBytes = (arguments.length > 3 ? Integer.parseInt(arguments[3]) : 256) << 10;
        Throughput throughput = new Throughput(mib, rounds, sliceBytes);
        throughput.fight(throughput.ordinary);
        throughput.fight(throughput.loopback);
        ResultFile.write(result, throughput.report(sliceBytes));
    }

    private void fight(Duel duel) throws Exception {
        try (TemporaryDirectory directory = TemporaryDirectory.create("sluice-bench-")) {
            Path file = Sample.write(directory.path().resolve("sample.bin"), mib);
            duel.fight(directory.path(), file, rounds, FLAGS);
        }
    }

    private Map<String, Object> report(int sliceBytes) throws IOException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("benchmark", "throughput");
        report.put("mibPerRound", mib);
        report.put("rounds", rounds);
        report.put("sliceBytes", sliceBytes);
        report.put("paidToRaw", ordinary.ratio("paid", "raw"));
        report.put("paidToFree", ordinary.ratio("paid", "free"));
        report.put("freeToRaw", ordinary.ratio("free", "raw"));
        report.put("rawToTls", ordinary.ratio("raw", "tls"));
        report.put("ordinary", ordinary.report());
        report.put("loopback", loopback.report());
        report.put("machine", Machine.describe(FLAGS));
        return report;
    }
}
