package dev.sluice.bench;

import dev.sluice.lab.Machine;
import dev.sluice.lab.ResultFile;
import dev.sluice.streaming.hash.Blake3;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code paidToRaw} and {@code paidToFree}: one seeder, loopback, two processes; over packets that
 * pass every network, and over those that only loopback passes. Beside them the paid stream of a
 * work of BLAKE3, and a file over TLS on TCP.
 */
public final class Throughput {
    private static final List<String> KINDS = List.of("raw", "free", "paid", "paidBlake3");
    private static final List<String> WITH_TLS =
            List.of("raw", "free", "paid", "paidBlake3", "tls");
    private static final int ORDINARY = 1_350;
    private static final int LOOPBACK = 16_000;
    private static final List<String> FLAGS =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Xmx1g");

    private final int mib;
    private final int rounds;
    private final int uncounted;
    private final Duel ordinary;
    private final Duel loopback;

    private Throughput(int mib, int rounds, int sliceBytes, int uncounted) {
        this.mib = mib;
        this.rounds = rounds;
        this.uncounted = uncounted;
        this.ordinary = new Duel(WITH_TLS, (long) mib << 20, sliceBytes, ORDINARY);
        this.loopback = new Duel(KINDS, (long) mib << 20, sliceBytes, LOOPBACK);
    }

    /**
     * Arguments: result file, MiB in a round, rounds, slice size in KiB, rounds of each kind before
     * that at most, until the JIT compiler is quiet.
     */
    public static void main(String[] arguments) throws Exception {
        Path result = Path.of(arguments[0]);
        int sliceBytes = Integer.parseInt(arguments[3]) << 10;
        Throughput throughput =
                new Throughput(
                        Integer.parseInt(arguments[1]),
                        Integer.parseInt(arguments[2]),
                        sliceBytes,
                        Integer.parseInt(arguments[4]));
        throughput.fight(throughput.ordinary);
        throughput.fight(throughput.loopback);
        ResultFile.write(result, throughput.report(sliceBytes));
    }

    private void fight(Duel duel) throws Exception {
        try (TemporaryDirectory directory = TemporaryDirectory.create("sluice-bench-")) {
            Path file = Sample.write(directory.path().resolve("sample.bin"), mib);
            duel.fight(directory.path(), file, uncounted, rounds, FLAGS);
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
        report.put("paidBlake3ToRaw", ordinary.ratio("paidBlake3", "raw"));
        report.put("blake3", Blake3.implementation());
        report.put("freeToRaw", ordinary.ratio("free", "raw"));
        report.put("rawToTls", ordinary.ratio("raw", "tls"));
        report.put("ordinary", ordinary.report());
        report.put("loopback", loopback.report());
        report.put("machine", Machine.describe(FLAGS));
        return report;
    }
}
