package dev.sluice.engine.cli;

import java.io.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command that spends money is told to go on: it shows the cost, and asks. */
final class GoAhead {
    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Show what it would do and cost, and do nothing.")
    private boolean dryRun;

    boolean dryRun() {
        return dryRun;
    }

    /** Returns when the answer is yes; {@code what} says what is done and what it costs. */
    void ask(String what) {
        if (yes) return;
        @Nullable Console console = terminal();
        if (console == null)
            throw new CliException(
                    ExitCode.USAGE,
                    what + ", and there is no terminal to ask on",
                    "give --yes to go on, or --dry-run to look only");
        String answer = console.readLine("%s. Go on? [y/N] ", what);
        if (answer == null || !answer.strip().equalsIgnoreCase("y"))
            throw new CliException(ExitCode.GENERAL, "nothing was done", "answer y to go on");
    }

    /** The launcher says whether somebody sits there; the JVM's own answer is always a console. */
    private static @Nullable Console terminal() {
        @Nullable Console console = System.console();
        return Boolean.getBoolean("sluice.tty") ? console : null;
    }
}
