package dev.sluice.poc.p2p;

import dev.sluice.lab.Page;
import dev.sluice.lab.ResultFile;
import io.netty.channel.epoll.Epoll;
import io.netty.util.ResourceLeakDetector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Streams a work from two seeders in many ways and tells what each was like. */
public final class Main {
    private static final String SHORT = "--short";
    private static final String USAGE = "usage: poc/run p2p_streaming [RESULT.json] [--short]";

    private Main() {}

    /** Measures; without a result file, renews the tables of the README. */
    public static void main(String[] arguments) throws Exception {
        System.exit(run(List.of(arguments)));
    }

    static int run(List<String> arguments) throws Exception {
        List<String> files = new ArrayList<>(arguments);
        boolean once = files.remove(SHORT);
        String wrong = wrong(files);
        if (wrong != null) {
            System.err.println(wrong + "\n" + USAGE);
            return 2;
        }
        Path home = Path.of(System.getProperty("sluice.root", "."), "poc", "p2p_streaming");
        Path file =
                files.isEmpty()
                        ? home.resolve("results/p2p_streaming.json")
                        : Path.of(files.getFirst());
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED); // as a node has it
        ResultFile result = new ResultFile("p2p_streaming");
        result.with("playBytesPerSecond", Setting.PLAY_BYTES_PER_SECOND)
                .with("inFlightBytesPerSeeder", Setting.IN_FLIGHT_BYTES)
                .with("paymentWindowBytes", Setting.PAYMENT_WINDOW_BASE_UNITS)
                .with("short", once);
        new Questions(once ? Rounds.once() : Rounds.full()).answer(result);
        result.write(file, List.of(once ? "short" : "full"));
        if (files.isEmpty()) new Page(home.resolve("README.md")).refresh();
        return 0;
    }

    private static @org.jspecify.annotations.Nullable String wrong(List<String> files) {
        if (files.size() > 1) return "more than one result file: " + files;
        if (!files.isEmpty() && !files.getFirst().endsWith(".json"))
            return files.getFirst() + " is no result file (a name that ends with .json)";
        if (!Epoll.isAvailable() || !io.netty.incubator.codec.quic.Quic.isAvailable())
            return "needs the native libraries of epoll and QUIC, which are there for Linux on"
                    + " x86-64";
        return null;
    }
}
