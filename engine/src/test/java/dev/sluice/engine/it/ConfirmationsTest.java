package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.cli.Ran;
import dev.sluice.engine.node.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A payer says what it waits for when a payee asks for confirmations (T9), and then plays. */
final class ConfirmationsTest {
    private static final int BLOCKS = 3;

    @TempDir Path directory;

    private static String[] publish(Path film) {
        return new String[] {"publish", film.toString(), "--price", "0.016", "--duration", "2s"};
    }

    @Test
    void aPayerSaysThatItWaitsForBlocksAndPlaysWhenTheyAreThere() throws Exception {
        Path film = Samples.write(directory, 1L << 20);
        try (Site site = new Site(directory)) {
            Home creator = site.home("creator");
            String blocks = String.valueOf(BLOCKS);
            site.start(creator, "run", "--role", "creator", "--confirmations", blocks)
                    .await("ready");
            Map<?, ?> published = Ran.of(site.on(creator, publish(film))).result();
            assertEquals(2_000, published.get("durationMillis"));
            assertEquals(1 << 19, published.get("windowBytes"), "one second of two");
            String link = String.valueOf(published.get("link"));
            Path out = directory.resolve("played");
            Sluice play = site.start(site.home("payer"), "play", link, "-o", out.toString());
            Map<?, ?> waiting = play.await("waiting");
            assertEquals("confirmations", waiting.get("for"));
            assertEquals(BLOCKS, waiting.get("of"));
            assertEquals(900, waiting.get("mostSeconds"));
            assertTrue(Integer.parseInt(waiting.get("block") + "") < BLOCKS, waiting::toString);
            site.chain.mine(BLOCKS);
            play.await("result");
            assertEquals(0, play.awaitExit());
            assertEquals(-1, Files.mismatch(film, out));
        }
    }
}
