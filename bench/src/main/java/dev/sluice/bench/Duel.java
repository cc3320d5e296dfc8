package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One process that serves and one that asks, over packets of one size: rounds of every kind take
 * turns, so that a drift of the machine hits all alike.
 */
final class Duel {
    /** Of the processor time of a round, on either side. */
    private static final double QUIET_SHARE = 0.03;

    private static final int QUIET_TURNS = 2;

    private final List<String> kinds;
    private final long bytes;
    private final int sliceBytes;
    private final int payloadBytes;
    private final Map<String, Rounds> rounds = new LinkedHashMap<>();
    private Settled settled = new Settled(0, false);

    /** {@code bytes} are moved in each round. */
    Duel(List<String> kinds, long bytes, int sliceBytes, int payloadBytes) {
        this.kinds = kinds;
        this.bytes = bytes;
        this.sliceBytes = sliceBytes;
        this.payloadBytes = payloadBytes;
        for (String kind : kinds) rounds.put(kind, new Rounds(bytes / 1e9));
    }

    /** Up to {@code most} turns that do not count, for the compiler, then those that do. */
    void fight(Path directory, Path file, int most, int count, List<String> flags)
            throws Exception {
        String slice = String.valueOf(sliceBytes);
        String slices = String.valueOf(bytes / sliceBytes);
        String payload = String.valueOf(payloadBytes);
        List<String> serving = List.of(directory.toString(), file.toString(), slice, payload);
        List<String> asking = List.of(directory.toString(), slices, slice, payload);
        try (Worker server = new Worker(Serve.class, flags, serving)) {
            awaitHandout(server, directory);
            try (Worker client = new Worker(Ask.class, flags, asking)) {
                settled =
                        Settled.after(() -> settle(server, client), QUIET_SHARE, QUIET_TURNS, most);
                for (int i = 0; i < count; i++)
                    for (String kind : kinds) add(kind, round(server, client, kind));
            }
        }
    }

    /** A turn that does not count; the compiler's largest share of any kind's, on either side. */
    private double settle(Worker server, Worker client) throws IOException {
        double largest = 0;
        for (String kind : kinds)
            largest = Math.max(largest, round(server, client, kind).compilerShare());
        return largest;
    }

    private static void awaitHandout(Worker server, Path directory) throws Exception {
        while (!Files.exists(Handout.file(directory))) {
            if (!server.isAlive()) throw new IOException("the serving process ended");
            Thread.sleep(50);
        }
    }

    private record Round(String answer, Map<String, Long> server, Map<String, Long> client) {
        double compilerShare() {
            return Math.max(ThreadCpu.compilerShare(server), ThreadCpu.compilerShare(client));
        }
    }

    /** Only the stream counts, not what prepares it. */
    private Round round(Worker server, Worker client, String kind) throws IOException {
        client.ask(kind);
        ThreadCpu serverBefore = ThreadCpu.of(server.pid());
        ThreadCpu clientBefore = ThreadCpu.of(client.pid());
        String answer = client.ask("go");
        Map<String, Long> serverSpent = ThreadCpu.of(server.pid()).since(serverBefore);
        Map<String, Long> clientSpent = ThreadCpu.of(client.pid()).since(clientBefore);
        client.ask("end");
        Round round = new Round(answer, serverSpent, clientSpent);
        System.err.println(
                payloadBytes + " " + kind + " " + answer + " compiler " + round.compilerShare());
        return round;
    }

    private void add(String kind, Round round) {
        int space = round.answer().indexOf(' ');
        of(kind).add(
                        Double.parseDouble(round.answer().substring(0, space)),
                        Long.parseLong(round.answer().substring(space + 1)),
                        round.server(),
                        round.client());
    }

    Rounds of(String kind) {
        Rounds found = rounds.get(kind);
        if (found == null) throw new IllegalArgumentException("no rounds of " + kind);
        return found;
    }

    /** Which of a kind: the median of what each round gave beside the same round of another. */
    double ratio(String kind, String base) {
        return Rounds.rounded(Rounds.median(of(kind).beside(of(base))));
    }

    Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("datagramPayloadBytes", payloadBytes);
        report.put("turnsUncounted", settled.rounds());
        report.put("compilerWasQuiet", settled.isQuiet());
        ratios(report, "paidToRaw", "paid", "raw");
        ratios(report, "paidToFree", "paid", "free");
        ratios(report, "paidBlake3ToRaw", "paidBlake3", "raw");
        ratios(report, "freeToRaw", "free", "raw");
        rounds.forEach((kind, each) -> report.put(kind, each.report()));
        return report;
    }

    private void ratios(Map<String, Object> report, String name, String kind, String base) {
        report.put(name, ratio(kind, base));
        report.put(name + "Each", of(kind).beside(of(base)).stream().map(Rounds::rounded).toList());
    }
}
