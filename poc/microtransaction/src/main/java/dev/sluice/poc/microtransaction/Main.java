package dev.sluice.poc.microtransaction;

import dev.sluice.lab.Page;
import dev.sluice.lab.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures all tables. Usage: {@code [RESULT.json] [--short]}. */
public final class Main {
    private static final Path FOLDER =
            Path.of(System.getProperty("sluice.root", "../.."), "poc", "microtransaction");

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        List<String> given = new ArrayList<>(List.of(arguments));
        boolean isShort = given.remove("--short");
        if (given.size() > 1 || given.stream().anyMatch(argument -> argument.startsWith("-"))) {
            System.err.println(
                    "poc microtransaction does not understand "
                            + given
                            + "; give at most one result file, and --short for a short run");
            System.exit(2);
        }
        boolean isRecord = given.isEmpty();
        if (isRecord && isShort) {
            System.err.println("a short run is no record; name the file for its figures");
            System.exit(2);
        }
        Path result =
                isRecord
                        ? FOLDER.resolve("results/microtransaction.json")
                        : Path.of(given.getFirst());
        measure(isShort ? Effort.SHORT : Effort.FULL).write(result, List.of());
        if (isRecord) new Page(FOLDER.resolve("README.md")).refresh();
    }

    /**
     * How long the run may be.
     *
     * @param rounds of 1,024 payments
     * @param cellMs for each figure of the disk
     * @param seeds of each simulation
     * @param slices that a simulated seeder serves
     * @param attempts to cheat
     * @param transfers on chain
     */
    record Effort(
            int rounds,
            long cellMs,
            int seeds,
            int slices,
            int attempts,
            int transfers,
            List<Integer> lengths) {
        static final Effort SHORT = new Effort(2, 20, 1, 50, 100, 20, List.of(16, 256));
        static final Effort FULL =
                new Effort(
                        11,
                        2_000,
                        10,
                        400,
                        100_000,
                        2_000,
                        List.of(16, 256, 1 << 10, 1 << 12, 1 << 16));
    }

    static ResultFile measure(Effort effort) throws IOException {
        ResultFile result = new ResultFile("microtransaction");
        result.table("accepts", new Accepts(effort.rounds()).costs());
        result.table("setup", Setup.costs());
        durable(result, effort);
        onChain(result, effort);
        Faulty faulty = new Faulty(effort.seeds(), effort.slices());
        result.with("seeds", effort.seeds());
        result.table("once", new SentOnce(effort.seeds()).counted());
        result.table("faults", faulty.faults());
        result.table("seeders", faulty.seeders());
        result.table("windows", faulty.windows());
        Cheats cheats = new Cheats(effort.attempts());
        result.table("cheats", cheats.losses());
        return result.table("forgeries", cheats.forgeries());
    }

    private static void durable(ResultFile result, Effort effort) throws IOException {
        Path folder = Files.createTempDirectory("durability");
        try {
            Durability durability = new Durability(folder, effort.cellMs());
            result.with("fileSystem", durability.fileSystem());
            result.table("durable", durability.costs());
        } finally {
            Files.delete(folder);
        }
    }

    private static void onChain(ResultFile result, Effort effort) throws IOException {
        try (Evm evm = new Evm()) {
            Gas gas = new Gas(evm);
            result.with("hardFork", evm.hardFork());
            result.table("close", gas.closes(effort.lengths()));
            Map<String, Object> transfers = gas.transfers(effort.transfers());
            transfers.put("gas to open a channel", gas.openGas());
            result.table("chain", List.of(transfers));
        }
    }
}
