package dev.sluice.engine.cli;

import dev.sluice.engine.sim.CrashWorld;
import dev.sluice.engine.sim.Outcome;
import dev.sluice.engine.sim.Simulation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice sim}: worlds in which everything goes wrong, and money must not. */
@Command(
        name = "sim",
        description = "Simulated worlds: the cores under faults and cheats, from a seed.",
        subcommands = {SimCommand.Run.class, SimCommand.Replay.class, SimCommand.CrashPoints.class})
final class SimCommand {
    private static final String DEFAULT_EVENTS = "1000";

    private SimCommand() {}

    /** What every run of many worlds takes. */
    private static final class Campaign {
        @Option(names = "--jobs", paramLabel = "J", description = "At once. Default: one a core.")
        private int jobs;

        @Option(
                names = "--record",
                paramLabel = "FILE",
                description = "Write the figures to a file.")
        private @Nullable Path record;

        int jobs() {
            if (jobs < 0) throw usage("--jobs " + jobs + " is negative");
            return jobs == 0 ? Runtime.getRuntime().availableProcessors() : jobs;
        }
    }

    private static CliException usage(String message) {
        return new CliException(ExitCode.USAGE, message, "see: sluice sim --help");
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) throw usage(name + " must be 1 or more, it is " + value);
    }

    /** Runs many worlds. */
    @Command(
            name = "run",
            description = "Run many worlds; any broken promise ends with exit code 6.")
    static final class Run extends Task {
        @Option(names = "--seeds", paramLabel = "N", description = "How many. Default: 2000.")
        private long seeds = 2_000;

        @Option(
                names = "--events",
                paramLabel = "M",
                defaultValue = DEFAULT_EVENTS,
                description = "Events for each; faults stop after three fifths. Default: 1000.")
        private long events;

        @Option(names = "--from", paramLabel = "S", description = "First seed. Default: 0.")
        private long from;

        @Mixin private Campaign campaign = new Campaign();

        @Override
        public Integer call() throws Exception {
            requirePositive("--seeds", seeds);
            requirePositive("--events", events);
            Output output = output();
            SimReport report = new SimReport(output, "worlds", seeds);
            report.runs().run(from, seeds, events, campaign.jobs());
            return report.end(
                    campaign.record,
                    "simulation",
                    Map.of("firstSeed", from, "eventsAsked", events, "jobs", campaign.jobs()),
                    outcome -> "sluice sim replay " + outcome.seed() + " --events " + events,
                    outcome -> Simulation.lastLines(outcome.seed(), events));
        }
    }

    /** Runs one world again. */
    @Command(name = "replay", description = "Run one world again, and show how it ends.")
    static final class Replay extends Task {
        @Parameters(index = "0", paramLabel = "SEED", description = "Its seed.")
        private long seed;

        @Option(
                names = "--events",
                paramLabel = "M",
                defaultValue = DEFAULT_EVENTS,
                description = "As in the run. Default: 1000.")
        private long events;

        @Option(names = "--verbose", description = "All that happens, a line each.")
        private boolean verbose;

        @Override
        public Integer call() {
            requirePositive("--events", events);
            Output output = output();
            Outcome outcome = Simulation.run(seed, events, verbose ? reader(output) : null);
            if (outcome.failed() && !verbose)
                Simulation.lastLines(seed, events).forEach(output::note);
            say(output, outcome);
            return (outcome.failed() ? ExitCode.INTEGRITY : ExitCode.OK).number();
        }

        private static java.util.function.Consumer<String> reader(Output output) {
            return output.json() ? output::note : output::result;
        }

        private void say(Output output, Outcome outcome) {
            if (!output.json()) {
                if (outcome.failed()) output.result("broken: " + outcome.failure());
                output.result(outcome.events() + " events, trace " + outcome.trace());
                return;
            }
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("type", "replay");
            object.put("seed", seed);
            object.put("events", outcome.events());
            object.put("checks", outcome.checks());
            object.put("failure", outcome.failure());
            object.put("trace", outcome.trace());
            output.result(object);
        }
    }

    /** One crash at every place. */
    @Command(
            name = "crash-points",
            description = "Let each node die once at every write, message and transaction.")
    static final class CrashPoints extends Task {
        @Option(names = "--points", paramLabel = "N", description = "At least. Default: 5000.")
        private int points = 5_000;

        @Option(
                names = "--occurrences",
                paramLabel = "K",
                description = "Of each place, the first so many. Default: 30.")
        private int occurrences = 30;

        @Mixin private Campaign campaign = new Campaign();

        @Override
        public Integer call() throws Exception {
            requirePositive("--points", points);
            requirePositive("--occurrences", occurrences);
            List<CrashWorld> worlds = CrashWorld.atLeast(points, occurrences);
            SimReport report = new SimReport(output(), "crash points", worlds.size());
            report.runs().runCrashPoints(worlds, campaign.jobs());
            return report.end(
                    campaign.record,
                    "crash-points",
                    Map.of("occurrences", occurrences, "jobs", campaign.jobs()),
                    outcome -> "crash point of seed " + outcome.seed(),
                    _ -> List.of());
        }
    }
}
