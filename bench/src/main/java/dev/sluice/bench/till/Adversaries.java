package dev.sluice.bench.till;

import dev.sluice.bench.TemporaryDirectory;
import dev.sluice.lab.Machine;
import dev.sluice.lab.ResultFile;
import dev.sluice.payments.rules.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Replays and double spends by the million, against 64 payees in parallel (F6, T1, T2, T3): none
 * may be accepted, and each refusal must be a value with its reason and the two values that
 * disagree.
 *
 * <p>In process: the network would only slow the attack down. The attack counts as accepted when a
 * slice is granted for it, or when it moves what is durable by one unit.
 */
public final class Adversaries {
    private static final int PAYEES = 64;
    private static final int ATTACKERS = 2;

    private Adversaries() {}

    /** Arguments: result file, attempts of each of the two kinds. */
    public static void main(String[] arguments) throws Exception {
        Path result = Path.of(arguments[0]);
        long attempts = Long.parseLong(arguments[1]);
        Map<String, Object> report = run(attempts);
        report.put("machine", Machine.describe(List.of()));
        ResultFile.write(result, report);
        if (!Long.valueOf(0).equals(report.get("accepted"))) System.exit(6);
    }

    private static Map<String, Object> run(long attempts) throws Exception {
        long startNs = System.nanoTime();
        List<Victim> victims = new ArrayList<>();
        try (TemporaryDirectory directory = TemporaryDirectory.create("sluice-adversaries-")) {
            try {
                for (int i = 0; i < PAYEES; i++)
                    victims.add(new Victim(i, directory.path().resolve("payee-" + i)));
                attack(victims, Math.ceilDiv(attempts, PAYEES));
                return report(victims, startNs);
            } finally {
                victims.forEach(Victim::close);
            }
        }
    }

    private static void attack(List<Victim> victims, long each) throws Exception {
        try (ExecutorService attackers = Executors.newFixedThreadPool(ATTACKERS)) {
            List<Future<?>> attacks = new ArrayList<>();
            for (int i = 0; i < ATTACKERS; i++) {
                int first = i;
                attacks.add(
                        attackers.submit(
                                () -> {
                                    for (int v = first; v < victims.size(); v += ATTACKERS)
                                        victims.get(v).attack(each, each);
                                }));
            }
            for (Future<?> attack : attacks) attack.get();
        }
    }

    private static Map<String, Object> report(List<Victim> victims, long startNs) {
        Map<String, Long> attempts = new LinkedHashMap<>();
        Map<Reason, Long> refusals = new java.util.EnumMap<>(Reason.class);
        long accepted = 0;
        for (Victim victim : victims) {
            accepted += victim.gained();
            victim.attempts().forEach((kind, n) -> attempts.merge(kind, n, Long::sum));
            victim.refusals().forEach((reason, n) -> refusals.merge(reason, n, Long::sum));
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("benchmark", "adversaries");
        report.put("payees", PAYEES);
        report.put("attempts", attempts);
        report.put("refusals", refusals);
        report.put("accepted", accepted);
        report.put("seconds", (System.nanoTime() - startNs) / 1_000_000_000L);
        return report;
    }
}
