package dev.sluice.engine.cli;

import dev.sluice.engine.demo.Demo;
import dev.sluice.engine.demo.DemoListener;
import dev.sluice.engine.demo.DemoPlan;
import dev.sluice.engine.demo.DemoResult;
import dev.sluice.engine.demo.Sha256Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice demo}: everything on this machine. */
@Command(
        name = "demo",
        description = "Publish, seed, stream and settle a file on this machine, for real.")
final class DemoCommand extends Task {
    private static final long SAMPLE_BYTES = 16L << 20;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "What to publish; without it a sample of 16 MiB is made.")
    private @Nullable Path file;

    @Option(names = "--seeders", paramLabel = "N", description = "How many seeders; default 2.")
    private int seeders = 2;

    @Option(names = "--out", paramLabel = "FILE", description = "Keep what the consumer wrote.")
    private @Nullable Path out;

    @Option(
            names = "--price",
            paramLabel = "P",
            description = "Coins for each MiB; default 0.001/MiB.")
    private String price = "0.001/MiB";

    @Option(
            names = "--seeder-share",
            paramLabel = "S",
            description = "The seeders' part of the price; default 30%%.")
    private String seederShare = "30%";

    @Override
    public Integer call() throws Exception {
        checkArguments();
        Output output = output();
        try (Workspace workspace = Workspace.create("sluice-demo-")) {
            Path input =
                    file != null
                            ? file
                            : Sample.write(workspace.path().resolve("sample.bin"), SAMPLE_BYTES);
            Path written = out != null ? out : workspace.path().resolve("out.bin");
            DemoPlan plan =
                    new DemoPlan(
                            input,
                            written,
                            workspace.path(),
                            seeders,
                            Money.pricePerMib(price),
                            Money.share(seederShare, "--seeder-share"),
                            0,
                            DemoPlan::honest);
            DemoResult result = run(plan, output, workspace);
            checkSame(input, result);
            new DemoReport(output, plan).show(result);
        }
        return ExitCode.OK.number();
    }

    private static DemoResult run(DemoPlan plan, Output output, Workspace workspace)
            throws Exception {
        try (Demo demo = new Demo(plan, new Telling(output))) {
            workspace.beforeDelete(demo::close);
            return demo.run();
        } finally {
            output.end();
        }
    }

    private void checkArguments() {
        if (seeders < 1 || seeders > DemoPlan.MAX_SEEDERS)
            throw new CliException(
                    ExitCode.USAGE,
                    "--seeders " + seeders + " is outside 1 to " + DemoPlan.MAX_SEEDERS,
                    "two is enough to see the reordering");
        if (file != null) InputFile.check(file);
    }

    private static void checkSame(Path input, DemoResult result) throws IOException {
        String published = Sha256Text.of(input);
        if (!published.equals(result.sha256()))
            throw new CliException(
                    ExitCode.INTEGRITY,
                    "the consumer wrote " + result.sha256() + ", published was " + published,
                    "did the file change? publish it again");
    }

    private record Telling(Output output) implements DemoListener {
        @Override
        public void phase(String name, String text) {
            output.phase(name, text);
        }

        @Override
        public void progress(String name, long done, long total) {
            output.progress(name, done, total, name.startsWith("seed") ? "slices" : "bytes");
        }

        @Override
        public void trouble(String text) {
            output.note(text);
        }
    }

    /** Where an input file is looked at before anything is started for it. */
    static final class InputFile {
        private InputFile() {}

        static void check(Path file) {
            if (!Files.exists(file))
                throw new CliException(
                        ExitCode.NOT_FOUND, "no such file: " + file, "check the path");
            if (Files.isDirectory(file))
                throw new CliException(ExitCode.USAGE, file + " is a directory", "name a file");
            if (!Files.isReadable(file))
                throw new CliException(
                        ExitCode.GENERAL, file + " cannot be read", "check its permissions");
        }
    }
}
