package dev.sluice.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.consumer.Progress;
import dev.sluice.engine.session.Outlook;
import dev.sluice.engine.session.Outlook.WaitsFor;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.content.Geometry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** How a playback goes, in words and as JSON. A work of ten slices of 64 KiB, two seeders. */
final class PlayProgressTest {
    private static final long MS = 1_000_000;
    private static final Amount PAID = Amount.of(20_000_000_000_000_000L);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private long nowNs;

    private PlayProgress progress(boolean json, boolean drawn) {
        PrintWriter errors = new PrintWriter(err);
        ProgressBar bar = new ProgressBar(errors, drawn, () -> nowNs += 200 * MS);
        Output output = new Output(new PrintWriter(out), errors, json, bar);
        return new PlayProgress(
                Path.of("unused"), output, new Geometry(655_360, 65_536), List.of("one", "two"));
    }

    private static Progress waiting(WaitsFor what, List<Integer> peers, long ms) {
        return new Progress(
                65_536, 0, List.of(65_536L, 0L), new Outlook(0, PAID, what, peers), ms * MS);
    }

    @Test
    void aPersonReadsThePriceSoFarAndWhyItIsBuffering() {
        PlayProgress progress = progress(false, true);
        progress.delivered(1, 65_536);
        progress.progress(waiting(WaitsFor.SEEDERS, List.of(1), 499));
        assertTrue(err.toString().contains("0.02 paid"), err::toString);
        assertTrue(!err.toString().contains("buffering"), err::toString);
        progress.progress(waiting(WaitsFor.SEEDERS, List.of(1), 500));
        assertTrue(
                err.toString().contains("buffering: seeder 2 was asked for the next slice"),
                err::toString);
    }

    @Test
    void aLongPauseIsSaidOnceWhereNoBarIsDrawn() {
        PlayProgress progress = progress(false, false);
        progress.progress(waiting(WaitsFor.NO_SEEDER, List.of(), 1_999));
        assertEquals("", err.toString());
        for (int i = 0; i < 3; i++)
            progress.progress(waiting(WaitsFor.NO_SEEDER, List.of(), 2_000 + i));
        assertEquals(
                "  nothing to play for 2 s: no seeder is connected".strip(),
                err.toString().strip());
        progress.delivered(1, 65_536);
        progress.progress(waiting(WaitsFor.KEY, List.of(), 2_000));
        assertTrue(err.toString().contains("the key of the next slice was asked for"));
    }

    @Test
    void aProgramReadsWhereTheBytesComeFrom() {
        PlayProgress progress = progress(true, false);
        progress.progress(waiting(WaitsFor.SEEDERS, List.of(0), 700));
        Map<?, ?> line = JsonMapper.builder().build().readValue(out.toString(), Map.class);
        assertEquals("progress", line.get("type"));
        assertEquals("seeders", line.get("waitsFor"));
        assertEquals(700, line.get("waitedMs"));
        assertEquals(PAID.toString(), line.get("paid"));
        assertEquals(Map.of("one", 65_536, "two", 0), line.get("seederBytes"));
        assertEquals(0, line.get("aheadBytes"));
    }

    @Test
    void textAndFiguresAreMadeOnlyForALineThatIsDue() {
        AtomicInteger made = new AtomicInteger();
        for (boolean json : new boolean[] {true, false}) {
            PrintWriter errors = new PrintWriter(err);
            ProgressBar bar = new ProgressBar(errors, true, () -> 7);
            Output output = new Output(new PrintWriter(out), errors, json, bar);
            made.set(0);
            for (int done = 0; done < 100; done++)
                output.progress(
                        "stream",
                        done,
                        100,
                        "bytes",
                        () -> "tail " + made.incrementAndGet(),
                        () -> Map.of("made", made.incrementAndGet()));
            assertEquals(1, made.get(), "the clock stands still after the first line");
        }
    }

    @Test
    void aPlayerThatHasSomethingToPlayWaitsForNothing() {
        PlayProgress progress = progress(true, false);
        progress.progress(
                new Progress(
                        65_536,
                        0,
                        List.of(65_536L, 0L),
                        new Outlook(2, PAID, WaitsFor.PLAYER, List.of()),
                        0));
        assertTrue(out.toString().contains("\"aheadBytes\":131072"), out::toString);
        assertTrue(!out.toString().contains("waitsFor"), out::toString);
    }
}
