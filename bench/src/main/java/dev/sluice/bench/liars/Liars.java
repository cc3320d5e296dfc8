package dev.sluice.bench.liars;

import dev.sluice.bench.TemporaryDirectory;
import dev.sluice.lab.Machine;
import dev.sluice.lab.ResultFile;
import dev.sluice.payments.money.Amount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Plays with a liar of each kind in turn, honest for a seeded while. */
public final class Liars {
    private static final double NS_PER_MS = 1e6;

    private final Map<Lie, List<Scene.Outcome>> outcomes = new EnumMap<>(Lie.class);
    private final List<String> violations = new ArrayList<>();
    private int notAsked;

    private Liars() {}

    /** Arguments: result file, plays, seed. */
    public static void main(String[] arguments) throws Exception {
        int plays = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        Liars bench = new Liars();
        long startNs = System.nanoTime();
        bench.run(plays, seed);
        Map<String, Object> report = bench.report();
        report.put("seconds", (System.nanoTime() - startNs) / 1_000_000_000L);
        report.put("seed", seed);
        report.put("machine", Machine.describe(List.of("--enable-native-access=ALL-UNNAMED")));
        ResultFile.write(Path.of(arguments[0]), report);
        System.exit(bench.violations.isEmpty() ? 0 : 6);
    }

    private void run(int plays, long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        try (TemporaryDirectory directory = TemporaryDirectory.create("sluice-liars-");
                Scene scene = new Scene(directory.path(), seed)) {
            Iterator<Lie> lies = Stream.generate(Lie::values).flatMap(Stream::of).iterator();
            for (int i = 0; i < plays; i++) {
                Lie lie = lies.next();
                long honestUntil = random.nextLong(1, Scene.SLICES / 2);
                hear(lie, scene.play(lie, honestUntil));
            }
        }
    }

    private void hear(Lie lie, Scene.Outcome outcome) {
        System.err.println(lie + " " + outcome);
        if (outcome.failure() != null) violations.add(lie + ": " + outcome.failure());
        if (!outcome.rightSha256()) violations.add(lie + ": another SHA-256");
        if (!outcome.paidForLies().isZero())
            violations.add(lie + ": paid " + outcome.paidForLies() + " for lies");
        if (outcome.dropped() != null)
            outcomes.computeIfAbsent(lie, _ -> new ArrayList<>()).add(outcome);
        else if (outcome.liedBytes() == 0) notAsked++;
        else violations.add(lie + ": never caught");
    }

    private Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("benchmark", "liars");
        report.put("slicesOfTheWork", Scene.SLICES);
        report.put("playsWithoutALie", notAsked);
        outcomes.forEach((lie, of) -> report.put(lie.name(), figures(of)));
        report.put("violations", violations);
        return report;
    }

    private static Map<String, Object> figures(List<Scene.Outcome> of) {
        List<Double> caught =
                of.stream().map(outcome -> outcome.caughtNs() / NS_PER_MS).sorted().toList();
        List<Long> bytes = of.stream().map(Scene.Outcome::liedBytes).sorted().toList();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("caught", of.size());
        figures.put("caughtMillisP50", rounded(caught.get((caught.size() - 1) / 2)));
        figures.put("caughtMillisMax", rounded(caught.getLast()));
        figures.put("bytesInVainP50", bytes.get((bytes.size() - 1) / 2));
        figures.put("bytesInVainMax", bytes.getLast());
        figures.put(
                "paidForLiesBaseUnits",
                of.stream()
                        .map(Scene.Outcome::paidForLies)
                        .reduce(Amount.ZERO, Amount::plus)
                        .toString());
        return figures;
    }

    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
