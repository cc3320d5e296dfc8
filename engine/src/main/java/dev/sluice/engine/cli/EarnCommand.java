package dev.sluice.engine.cli;

import picocli.CommandLine.Command;

/** {@code sluice earn}: what came in, and how it gets out. */
@Command(
        name = "earn",
        description = "What came in.",
        subcommands = {EarnShow.class, EarnClaim.class, EarnWithdraw.class, EarnExport.class})
final class EarnCommand {
    private EarnCommand() {}
}
