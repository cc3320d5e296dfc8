package dev.sluice.engine.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice bench}: the benchmarks, from a clone of the sources. */
@Command(
        name = "bench",
        description = {
            "Run benchmarks, each in processes of its own; from a clone of the sources.",
            "Without a name: the set of the performance page. --list tells names and durations."
        })
final class BenchCommand extends Task {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Which; see --list.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--list", description = "Say which there are, and run none.")
    private boolean list;

    @Option(names = "--short", description = "Seconds, not minutes; such figures mean nothing.")
    private boolean shortForm;

    @Option(
            names = "--arguments",
            paramLabel = "WORDS",
            split = " ",
            description = "In place of the benchmark's own; --list tells what they are.")
    private List<String> arguments = new ArrayList<>();

    @Option(names = "--record", description = "Keep the figures in bench/results.")
    private boolean record;

    @Override
    public Integer call() throws Exception {
        BenchRunner runner =
                ServiceLoader.load(BenchRunner.class)
                        .findFirst()
                        .orElseThrow(BenchCommand::notInAClone);
        BenchRunner.Request request =
                new BenchRunner.Request(names, arguments, list, shortForm, record, common().json());
        try {
            return runner.run(request, spec.commandLine().getOut(), spec.commandLine().getErr());
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.USAGE, String.valueOf(e.getMessage()), "see: sluice bench --list");
        }
    }

    private static CliException notInAClone() {
        return new CliException(
                ExitCode.CONFIGURATION,
                "the benchmarks are not in this program",
                "clone the sources of Sluice and start ./sluice bench there");
    }
}
