package dev.sluice.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** When a session takes a seeder that says nothing for stalled. */
final class SilentSeederTest {
    /** The one that is silent cannot be had back: whoever brings the slice first is paid (I9). */
    @Test
    void withoutMoneyForASecondASliceIsTakenFromASilentSeeder() {
        SessionScript two = SessionScript.two(2 * 4_000);
        two.take();
        two.tick(2_000);
        assertEquals("ask 1 0 pages null; cancel 0 1; ask 1 1  null", two.take());
        two.on(new SessionEvent.SliceVerified(1, 0));
        two.on(new SessionEvent.SliceVerified(0, 0));
        assertEquals(0, two.owedFor(0));
    }

    /** What is not known to be near is given the 333 ms of RFC 9002, and four times their doubt. */
    @Test
    void aSeederThatIsNearIsFoundSilentSooner() {
        SessionScript two = SessionScript.two(2 * 4_000);
        two.on(new SessionEvent.RoundTrip(0, SessionPlan.MS));
        two.take();
        two.tick(400);
        assertEquals("", two.take());
        two.tick(1);
        assertEquals("ask 1 0 pages null; cancel 0 1; ask 1 1  null", two.take());
        SessionScript far = SessionScript.two(2 * 4_000);
        far.take();
        far.tick(401);
        assertEquals("", far.take());
    }
}
