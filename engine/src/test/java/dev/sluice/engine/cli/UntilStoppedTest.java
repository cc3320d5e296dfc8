package dev.sluice.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.it.Leash;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A real signal to a real process; what it says comes in the order in which it is done. */
final class UntilStoppedTest {
    private static final long LONGER_THAN_A_COMMAND_NEEDS_MS = 500;

    /** The command ends what it has begun. */
    static final class CommandEnds {
        static void main() throws InterruptedException {
            Leash.tie();
            try (UntilStopped stop = new UntilStopped()) {
                stop.onStopAwaitClose();
                say("ready");
                stop.await();
                Thread.sleep(LONGER_THAN_A_COMMAND_NEEDS_MS);
                say("all is paid");
            }
        }
    }

    private static void say(String what) {
        System.out.println(what);
    }

    @Test
    void theProcessWaitsForTheCommandsOwnEnd() throws Exception {
        assertEquals(List.of("ready", "all is paid"), terminated(CommandEnds.class));
    }

    private static List<String> terminated(Class<?> program)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                program.getName())
                        .redirectErrorStream(true)
                        .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (said.size() == 1) process.toHandle().destroy();
            }
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it does not end");
        } finally {
            process.destroyForcibly();
        }
        return said;
    }
}
