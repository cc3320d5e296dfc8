package dev.sluice.engine.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

final class PulseTest {
    private static final long AT_ONCE_MS = 1;
    private static final long LONG_MS = 60_000;

    private final BlockingQueue<String> closed = new LinkedBlockingQueue<>();

    @Test
    void aPeerThatAnswersIsNotDialledAgain() throws Exception {
        Pulse<String> pulse = pulse(() -> fail("dialled"), LONG_MS);
        assertNull(pulse.feel(() -> {}));
    }

    @Test
    void aPeerThatIsSilentIsLeftForTheConnectionOnWhichItAnswers() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Pulse<String> pulse = pulse(() -> "younger", AT_ONCE_MS);
        assertSame("younger", pulse.feel(() -> await(never)));
        assertEquals(0, closed.size(), "the caller's to close");
    }

    @Test
    void aPeerThatIsOnlySlowIsKeptAndTheYoungerConnectionClosed() throws Exception {
        CountDownLatch dialled = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        Pulse<String> pulse =
                pulse(
                        () -> {
                            dialled.countDown();
                            await(answered);
                            return "younger";
                        },
                        AT_ONCE_MS);
        assertNull(pulse.feel(() -> await(dialled)));
        answered.countDown();
        assertEquals("younger", closed.take());
        assertEquals(2 * AT_ONCE_MS, pulse.patienceMs(), "longer before the next");
    }

    @Test
    void aDialThatFailsLeavesTheConnectionAsItIs() throws Exception {
        CountDownLatch dialled = new CountDownLatch(1);
        Pulse<String> pulse =
                pulse(
                        () -> {
                            dialled.countDown();
                            throw new IOException("nobody there");
                        },
                        AT_ONCE_MS);
        assertNull(pulse.feel(() -> await(dialled)));
    }

    @Test
    void whatEndsTheQuestionIsToldBeforeAndAfterTheDial() {
        Refused why = Refused.of(Reason.BUSY, 1, 2);
        Pulse<String> patient = pulse(() -> fail("dialled"), LONG_MS);
        RefusedException refused =
                assertThrows(
                        RefusedException.class,
                        () ->
                                patient.feel(
                                        () -> {
                                            throw new RefusedException(why);
                                        }));
        assertEquals(why, refused.why());
        CountDownLatch dialled = new CountDownLatch(1);
        Pulse<String> hasty =
                pulse(
                        () -> {
                            dialled.countDown();
                            throw new IOException("nobody there");
                        },
                        AT_ONCE_MS);
        IOException lost =
                assertThrows(
                        IOException.class,
                        () ->
                                hasty.feel(
                                        () -> {
                                            await(dialled);
                                            throw new IOException("connection lost");
                                        }));
        assertEquals("connection lost", lost.getMessage());
    }

    private Pulse<String> pulse(Pulse.Dial<String> dial, long silentMs) {
        return new Pulse<>(dial, closed::add, silentMs);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
