package dev.sluice.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The same seed is the same world in another virtual machine (F12). */
final class TwoMachinesTest {
    private static final List<String> ONE =
            List.of("-XX:+UseSerialGC", "-Xmx128m", "-Duser.language=tr", "-Duser.timezone=UTC");
    private static final List<String> OTHER =
            List.of(
                    "-XX:+UseParallelGC",
                    "-Xmx512m",
                    "-Duser.language=ar",
                    "-Duser.country=EG",
                    "-Duser.timezone=Pacific/Apia");

    @Test
    void aSeedHasOneTraceWhereverItRuns() throws Exception {
        String one = lastLine(ONE);
        assertTrue(one.matches(".*\"trace\":\"[0-9a-f]{64}\".*"), one);
        assertEquals(one, lastLine(OTHER));
    }

    private static String lastLine(List<String> flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("dev.sluice.engine.cli.Main", "sim", "replay", "17", "--json"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
            assertEquals(0, process.exitValue(), said);
            return said.strip().lines().reduce((_, line) -> line).orElseThrow();
        } finally {
            process.destroyForcibly();
        }
    }
}
