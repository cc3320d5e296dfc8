package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.cli.Ran;
import dev.sluice.engine.node.Home;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice status} of a node that runs, and of one that was killed. */
final class StatusTest {
    private static final List<String> KEYS =
            List.of(
                    "type",
                    "running",
                    "hangs",
                    "ageMillis",
                    "directory",
                    "wallet",
                    "address",
                    "ledger",
                    "servedBytes",
                    "earns",
                    "pays",
                    "works",
                    "disk");

    @TempDir Path directory;

    private static Map<?, ?> status(Home home) {
        Map<?, ?> status =
                Ran.of("status", "--data-dir", home.directory().toString(), "--json").result();
        assertEquals(KEYS, new ArrayList<>(status.keySet()));
        return status;
    }

    @Test
    void itTellsARunningNodeFromOneThatWasKilled() throws Exception {
        try (Site site = new Site(directory)) {
            Home home = site.home("node");
            assertEquals(false, status(home).get("running"));
            Sluice node = site.start(home, "run", "--role", "seeder");
            Object address = node.await("ready").get("address");
            Map<?, ?> status = status(home);
            for (int i = 0; i < 1_000 && Boolean.FALSE.equals(status.get("running")); i++) {
                Thread.sleep(20);
                status = status(home);
            }
            assertEquals(true, status.get("running"), node.errors());
            assertEquals(address, status.get("address"));
            Map<?, ?> ledger = assertInstanceOf(Map.class, status.get("ledger"));
            assertEquals(false, ledger.get("creditStopped"));
            assertEquals(2_500, ledger.get("silenceLimitMillis"));
            assertEquals(List.of(), status.get("earns"));
            String text = Ran.of("status", "--data-dir", home.directory().toString()).out();
            assertTrue(text.contains("credit    given") && text.contains("running"), text);
            node.kill();
            status = status(home);
            assertEquals(false, status.get("running"));
            assertNull(status.get("ledger"));
            assertEquals(address, status.get("address"));
        }
    }
}
