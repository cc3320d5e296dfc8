package dev.sluice.engine.cli;

import java.io.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a command does only when it is told so twice: it shows a secret, or spends money. */
final class Consent {
    @Option(
            names = "--show-secret",
            description = "Print the secret; asks first, unless --yes is given too.")
    private boolean showSecret;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    boolean showSecret() {
        return showSecret;
    }

    void require(String what) {
        if (yes) return;
        @Nullable Console console = HomeOptions.terminal();
        if (console == null)
            throw new CliException(
                    ExitCode.USAGE, what + " There is no terminal to ask on", "add --yes");
        String answer = console.readLine("%s Go on? [y/N] ", what);
        if (answer == null || !answer.strip().equalsIgnoreCase("y"))
            throw new CliException(ExitCode.GENERAL, "nothing was done", "answer y, or add --yes");
    }
}
