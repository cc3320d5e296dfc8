package dev.sluice.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** Every command explains itself. */
final class HelpTest {
    @Test
    void everyCommandHasHelpAndEveryOptionADescription() {
        List<String> paths = new ArrayList<>();
        visit(Main.commandLine(), List.of(), paths);
        assertTrue(
                paths.containsAll(
                        List.of(
                                "demo",
                                "chain",
                                "run",
                                "publish",
                                "seed",
                                "play",
                                "wallet new",
                                "wallet show",
                                "wallet fund",
                                "channel ls",
                                "earn show",
                                "earn claim",
                                "earn withdraw",
                                "earn export",
                                "keeper")),
                paths.toString());
    }

    private static void visit(CommandLine at, List<String> path, List<String> paths) {
        List<String> asked = new ArrayList<>(path);
        asked.add("--help");
        Ran help = Ran.of(asked.toArray(String[]::new));
        assertEquals(0, help.code(), help::toString);
        assertTrue(
                help.out().contains("Usage: " + at.getCommandSpec().qualifiedName()),
                help::toString);
        for (ArgSpec argument : at.getCommandSpec().args())
            assertFalse(
                    argument.description().length == 0,
                    path + " does not describe " + argument.paramLabel());
        paths.add(String.join(" ", path));
        at.getSubcommands()
                .forEach(
                        (name, command) -> {
                            if (name.equals("help")) return;
                            List<String> below = new ArrayList<>(path);
                            below.add(name);
                            visit(command, below, paths);
                        });
    }

    @Test
    void theVersionIsOneLine() {
        assertEquals(1, Ran.of("--version").out().lines().count());
    }
}
