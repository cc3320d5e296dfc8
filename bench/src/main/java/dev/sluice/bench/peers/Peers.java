package dev.sluice.bench.peers;

import dev.sluice.bench.Sample;
import dev.sluice.bench.TemporaryDirectory;
import dev.sluice.lab.Machine;
import dev.sluice.lab.ResultFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Side by side with what users would pick instead. All take turns, so that a drift of the machine
 * hits all alike; what is not installed is left out, and the result says so.
 *
 * <p>The processes live over all transfers; the first transfer counts for itself. Except for raw
 * QUIC each writes a new file, which is compared with the original.
 */
public final class Peers {
    private static final List<String> FLAGS =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Xmx1g");

    private final List<Map<String, Object>> versions = new ArrayList<>();
    private final List<Map<String, Object>> missing = new ArrayList<>();

    Peers() {}

    /** Arguments: result file, MiB of the file, transfers of each. */
    public static void main(String[] arguments) throws Exception {
        Path result = Path.of(arguments[0]);
        int mib = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        try (TemporaryDirectory directory = TemporaryDirectory.create("sluice-peers-")) {
            Path file = Sample.write(directory.path().resolve("film.bin"), mib);
            Peers peers = new Peers();
            List<Map<String, Object>> rows = peers.run(file, rounds);
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("benchmark", "peers");
            report.put("mib", mib);
            report.put("transfers", rounds);
            report.put("missing", peers.missing);
            report.put("tables", Map.of("transfers", rows, "versions", peers.versions));
            report.put("machine", Machine.describe(FLAGS));
            ResultFile.write(result, report);
        }
    }

    private List<Map<String, Object>> run(Path file, int rounds) throws Exception {
        Path scripts = Path.of(System.getProperty("sluice.root", "."), "bench", "peers");
        List<Transfers> all = new ArrayList<>();
        try {
            for (Peer peer : Peer.all(scripts.toAbsolutePath(), FLAGS))
                if (isInstalled(peer))
                    all.add(new Transfers(peer, file, file.resolveSibling(peer.name())));
            for (int i = 0; i < rounds; i++) for (Transfers each : all) each.run();
            List<Map<String, Object>> rows = new ArrayList<>();
            for (Transfers each : all) rows.add(each.row());
            return rows;
        } finally {
            for (Transfers each : all) each.close();
        }
    }

    /** What was left out, and why. */
    List<Map<String, Object>> missing() {
        return missing;
    }

    boolean isInstalled(Peer peer) throws InterruptedException {
        List<String> command = new ArrayList<>(peer.command());
        command.add("version");
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .strip();
            if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly();
            else if (process.exitValue() == 0) return versions.add(row(peer, "version", said));
            missing.add(row(peer, "why", said));
        } catch (IOException e) {
            missing.add(row(peer, "why", String.valueOf(e.getMessage())));
        }
        System.err.println("left out: " + missing.getLast());
        return false;
    }

    private static Map<String, Object> row(Peer peer, String key, String text) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("", peer.name());
        row.put(key, text);
        return row;
    }
}
