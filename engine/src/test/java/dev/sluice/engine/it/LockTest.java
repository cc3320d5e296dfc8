package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.cli.Ran;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.HomeLock;
import dev.sluice.engine.store.StoreLockedException;
import dev.sluice.streaming.content.ContentId;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One data directory is one process that may sign (T27). */
final class LockTest {
    private static final String WORK = ContentId.of(new byte[32]).toString();

    @TempDir Path directory;

    @Test
    void whoComesSecondIsRefusedAtOnceAndToldWhoIsThere() throws Exception {
        try (Site site = new Site(directory)) {
            Home home = site.home("node");
            Sluice first = site.start(home, "run", "--role", "creator");
            String peer = String.valueOf(first.await("ready").get("address"));
            String holder = "sluice run, process " + first.handle().pid();
            for (String[] second :
                    new String[][] {
                        {"run", "--role", "seeder"},
                        {"seed", WORK, "--peer", peer},
                        {"play", WORK, "--peer", peer, "-o", directory + "/out"}
                    }) Ran.of(site.on(home, second)).failed(10, holder, "--data-dir");
            assertEquals(0, Ran.of(site.on(home, "channel", "ls")).code(), "looking needs no lock");
            assertEquals(0, Ran.of(site.on(home, "earn", "show")).code());
            first.kill();
            Sluice next = site.start(home, "run", "--role", "creator");
            next.await("ready");
            Ran.of(site.on(home, "run", "--role", "creator")).failed(10, "" + next.handle().pid());
            assertEquals(143, next.terminate());
        }
    }

    @Test
    void withinOneProcessTooTheSecondIsRefusedAndTheFirstKeepsItsLock() throws Exception {
        Home home = Home.at(directory.resolve("home"));
        try (HomeLock _ = home.lock("first")) {
            assertThrows(StoreLockedException.class, () -> home.lock("second"));
            assertEquals(1, another(home), "the refusal did not let go of the lock");
        }
        home.lock("third").close();
        assertTrue(Files.readString(home.directory().resolve("lock")).contains("third"));
    }

    /** Another process that takes the lock; its exit code. */
    private static int another(Home home) throws Exception {
        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Taker.class.getName(),
                                home.directory().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return other.waitFor();
    }

    /** Takes the lock of the directory that is named, and ends. */
    static final class Taker {
        private Taker() {}

        public static void main(String[] arguments) throws Exception {
            Home.at(Path.of(arguments[0])).lock("another").close();
        }
    }
}
