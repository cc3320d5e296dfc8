package dev.sluice.poc.blockchain;

import dev.sluice.lab.Page;
import dev.sluice.lab.ResultFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Measures every way to settle and anchor on a local chain, and judges them by the criteria. */
public final class Main {
    private static final List<Function<Chain, Settlement>> SETTLEMENTS =
            List.of(
                    Transfers::new,
                    SplitPayments::new,
                    SingleChannels::whole,
                    SingleChannels::cloned,
                    Deposits::single,
                    Deposits::batched,
                    MerklePayees::new);

    private static final int FULL_BLOCKS = 3;

    private final boolean full;

    private Main(boolean full) {
        this.full = full;
    }

    public static void main(String[] arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(arguments));
        boolean full = !words.remove("--short");
        if (words.size() > 1 || words.stream().anyMatch(word -> word.startsWith("-"))) {
            System.err.println("usage: blockchain [RESULT.json] [--short]");
            System.exit(2);
        }
        Path folder = Path.of(System.getProperty("sluice.root", "."), "poc/blockchain");
        Path result =
                words.isEmpty()
                        ? folder.resolve("results/blockchain.json")
                        : Path.of(words.getFirst());
        new Main(full).run().write(result, List.of(full ? "full" : "short"));
        if (words.isEmpty()) new Page(folder.resolve("README.md")).refresh();
    }

    private ResultFile run() {
        List<Lived> options = SETTLEMENTS.stream().map(Lived::through).toList();
        Steps anchors = anchors();
        List<Latency> latencies = latencies();
        Matrix matrix = new Matrix(latencies.getFirst().medianMs());
        options.forEach(matrix::add);
        return new ResultFile("blockchain")
                .with("slicesPerHour", Usage.SLICES_PER_HOUR)
                .with("sliceMs", Matrix.SLICE_MS)
                .table("prices", Prices.rows())
                .table("gas", gas(options, anchors))
                .table("latency", latencies.stream().map(Latency::row).toList())
                .table("load", load(options, anchors))
                .table("bill", Bill.rows(options))
                .table("matrix", matrix.rows());
    }

    private static Steps anchors() {
        try (Chain chain = new Chain()) {
            return new AnchorWorks(chain).life();
        }
    }

    private static List<Map<String, Object>> gas(List<Lived> options, Steps anchors) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Lived option : options) rows.addAll(option.steps().rows(option.name()));
        rows.addAll(anchors.rows("anchor of a work"));
        return rows;
    }

    private static Map<String, Object> load(int blockSeconds, Lived option) {
        return new Load(blockSeconds, FULL_BLOCKS).row(option.maker(), option.steps());
    }

    private List<Latency> latencies() {
        if (!full) return List.of(Latency.of(1, 8));
        return List.of(Latency.of(1, 100), Latency.of(2, 100));
    }

    private List<Map<String, Object>> load(List<Lived> options, Steps anchors) {
        if (!full) return List.of(new Load(1, 0).row(AnchorWorks::new, anchors));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Lived option : options) rows.add(load(1, option));
        rows.add(new Load(1, FULL_BLOCKS).row(AnchorWorks::new, anchors));
        for (Lived option : options.subList(4, 6)) rows.add(load(2, option)); // the deposit
        return rows;
    }
}
