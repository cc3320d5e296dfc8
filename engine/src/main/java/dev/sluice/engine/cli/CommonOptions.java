package dev.sluice.engine.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Options that every command has. */
final class CommonOptions {
    /** A command that has them. */
    interface Holder {
        CommonOptions common();
    }

    /** How progress is shown. */
    enum Progress {
        AUTO,
        BAR,
        JSON,
        NONE
    }

    @Spec(Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--json", description = "One JSON object a line on stdout.")
    private boolean json;

    @Option(
            names = "--progress",
            paramLabel = "HOW",
            description = "auto, bar, json or none. Default: auto, a bar on a terminal.")
    private Progress progress = Progress.AUTO;

    boolean json() {
        return json || progress == Progress.JSON;
    }

    Output output() {
        CommandLine line = command.commandLine();
        PrintWriter err = line.getErr();
        boolean bar =
                progress == Progress.BAR
                        || (progress == Progress.AUTO && Boolean.getBoolean("sluice.tty"));
        return new Output(
                line.getOut(), err, json(), new ProgressBar(err, bar && !json(), System::nanoTime));
    }
}
