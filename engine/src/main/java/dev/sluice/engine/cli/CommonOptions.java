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

    private boolean stdoutIsContent;

    boolean json() {
        return json || progress == Progress.JSON;
    }

    /** Stdout carries the content itself: what is said goes to stderr, as JSON too. */
    void contentOnStdout() {
        stdoutIsContent = true;
    }

    /** Where results and JSON go. */
    PrintWriter results() {
        CommandLine line = command.commandLine();
        return stdoutIsContent ? line.getErr() : line.getOut();
    }

    Output output() {
        PrintWriter err = command.commandLine().getErr();
        boolean bar =
                progress == Progress.BAR
                        || (progress == Progress.AUTO && Boolean.getBoolean("sluice.tty"));
        return new Output(
                results(), err, json(), new ProgressBar(err, bar && !json(), System::nanoTime));
    }
}
