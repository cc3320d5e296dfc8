package dev.sluice.engine.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.session.Span;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who has the playhead, and what is fetched for nobody. */
final class SharedPlaybackTest {
    private final FakeWork work = new FakeWork(500 * FakeWork.SLICE);
    private final AtomicLong nowNs = new AtomicLong();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final SharedPlayback playback = new SharedPlayback(FakeWork.SLICE, nowNs::get);

    SharedPlaybackTest() throws PlayException {
        playback.start(work, ended::countDown);
    }

    private Reader reader(long first, long end) {
        return Objects.requireNonNull(playback.open(first, end));
    }

    private void after(long ns) {
        nowNs.addAndGet(ns);
        playback.look();
    }

    @Test
    void aLookAtTheFirstBytesAsksForLittle() throws Exception {
        try (Reader reader = reader(10, 500)) {
            assertEquals(FakeWork.SLICE, reader.take());
        }
        assertEquals(new Span(10, 10 + SharedPlayback.FIRST_REACH), work.span());
    }

    @Test
    void whoReadsOnIsFetchedForFurtherAndFurther() throws Exception {
        try (Reader reader = reader(0, 500)) {
            for (int i = 0; i < 5; i++) reader.take();
            assertEquals(16 + 4, work.span().end());
            for (int i = 5; i < 60; i++) reader.take();
            assertEquals(500, work.span().end(), "now the ring is the limit");
        }
        assertTrue(work.seeks() <= 5, "five times at most: " + work.seeks());
    }

    @Test
    void aRangeIsNotFetchedBeyond() throws Exception {
        try (Reader reader = reader(3, 5)) {
            reader.take();
            assertEquals(new Span(3, 5), work.span());
        }
    }

    @Test
    void withoutReadersItRestsAfterAWhileAndEndsAfterALongerOne() throws Exception {
        reader(7, 500).close();
        try (Reader reader = reader(7, 500)) {
            reader.take();
            after(10 * SharedPlayback.LINGER_NS);
            assertFalse(work.span().first() == work.span().end(), "somebody reads");
        }
        after(SharedPlayback.GRACE_NS);
        assertFalse(work.span().first() == work.span().end(), "not yet");
        after(1);
        assertEquals(new Span(8, 8), work.span());
        assertFalse(work.isLeft());
        try (Reader again = reader(20, 500)) {
            again.take();
        }
        after(SharedPlayback.LINGER_NS + 1);
        assertTrue(work.isLeft());
        assertTrue(ended.await(10, TimeUnit.SECONDS));
        assertNull(playback.open(0, 1), "it is over");
    }

    @Test
    void aNewReaderDoesNotWaitForOneThatDoesNotRead() throws Exception {
        try (Reader paused = reader(0, 500);
                Reader seeking = reader(300, 500)) {
            paused.take();
            for (int i = 0; i < 40; i++) {
                seeking.take();
                int at = (300 + i) * FakeWork.SLICE;
                assertEquals(work.bytes[at], seeking.slice[0]);
            }
            paused.take();
            assertEquals(work.bytes[FakeWork.SLICE], paused.slice[0]);
        }
    }
}
