package dev.sluice.engine.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.engine.cache.Victim;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.text.PeerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a seeder fetches by itself, when, and at whose cost. */
final class MirrorCoreTest {
    private static final long VIEW = 1L << 20;
    private static final long BYTES = 5 << 20;

    private final List<String> did = new ArrayList<>();
    private final MirrorCore core = core(2);

    private MirrorCore core(int threshold) {
        return new MirrorCore(
                threshold,
                new MirrorEffects() {
                    @Override
                    public void find(ContentId content) {
                        did.add("find " + number(content));
                    }

                    @Override
                    public void fetch(ContentId content) {
                        did.add("fetch " + number(content));
                    }

                    @Override
                    public void declined(ContentId content, long bytes) {
                        did.add("declined " + number(content));
                    }
                });
    }

    private static byte[] filled(int number) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) (number >> 8);
        bytes[1] = (byte) number;
        return bytes;
    }

    private static ContentId work(int number) {
        return ContentId.of(filled(number));
    }

    private static int number(ContentId content) {
        return ((content.digest()[0] & 0xff) << 8) | (content.digest()[1] & 0xff);
    }

    private void asks(int peer, int work, long now) {
        core.on(new MirrorEvent.Asked(work(work), PeerId.of(filled(peer))), now);
    }

    private void sized(int work, long now, long... values) {
        List<Victim> victims = new ArrayList<>();
        for (long value : values) victims.add(new Victim(work(900), 1, value));
        core.on(new MirrorEvent.Sized(work(work), BYTES, Optional.of(victims)), now);
    }

    private void did(String... expected) {
        assertEquals(List.of(expected), did);
        did.clear();
    }

    @Test
    void asManyDifferentPeersMustAskAsWasSaid() {
        for (int i = 0; i < 5; i++) asks(1, 7, i);
        did();
        asks(2, 7, 5);
        did("find 7");
        sized(7, 6);
        did("fetch 7");
        core.on(new MirrorEvent.Fetched(work(7)), 7);
        asks(1, 7, 8);
        did();
    }

    @Test
    void whatIsAskedForAnHourAgoIsForgotten() {
        asks(1, 7, 0);
        asks(2, 7, MirrorCore.DEMAND_SECONDS);
        did();
        asks(1, 7, 2 * MirrorCore.DEMAND_SECONDS - 1);
        did("find 7");
    }

    /** Two views are worth two MiB served of each MiB. */
    @Test
    void onlyWhatIsWorthLessMakesRoom() {
        asks(1, 7, 0);
        asks(2, 7, 0);
        did("find 7");
        sized(7, 0, 0, 2 * VIEW);
        did("declined 7");
        core.on(new MirrorEvent.Tick(), Want.FIRST_WAIT_SECONDS - 1);
        did();
        core.on(new MirrorEvent.Tick(), Want.FIRST_WAIT_SECONDS);
        did("find 7");
        sized(7, 20, 2 * VIEW - 1);
        did("fetch 7");
    }

    @Test
    void aThirdPeerMakesItWorthMore() {
        for (int peer = 1; peer <= 3; peer++) asks(peer, 7, 0);
        did("find 7");
        sized(7, 0, 2 * VIEW);
        did("fetch 7");
    }

    @Test
    void aPinCostsWhateverItTakesAndComesFirst() {
        core.on(new MirrorEvent.Pinned(work(3)), 0);
        did("find 3");
        asks(1, 2, 0);
        asks(2, 2, 0);
        core.on(new MirrorEvent.Begun(work(4)), 0);
        core.on(new MirrorEvent.Pinned(work(5)), 0);
        did();
        sized(3, 0, Long.MAX_VALUE);
        did("fetch 3");
        core.on(new MirrorEvent.Fetched(work(3)), 0);
        did("find 5");
        core.on(new MirrorEvent.Failed(work(5)), 0);
        did("find 4");
        core.on(new MirrorEvent.Failed(work(4)), 0);
        did("find 2");
    }

    /** What was begun has been asked for by nobody since: it drives nothing away. */
    @Test
    void whatWasBegunGoesOnWhereThereIsRoom() {
        core.on(new MirrorEvent.Begun(work(4)), 0);
        did("find 4");
        sized(4, 0, 0);
        did("declined 4");
        core.on(new MirrorEvent.Tick(), Want.FIRST_WAIT_SECONDS);
        did("find 4");
        sized(4, 20);
        did("fetch 4");
    }

    @Test
    void whatFailsIsTriedAgainEverMoreSeldom() {
        core.on(new MirrorEvent.Pinned(work(3)), 0);
        long now = 0;
        List<Long> tries = new ArrayList<>();
        while (tries.size() < 12) {
            if (!did.isEmpty()) {
                did("find 3");
                tries.add(now);
                core.on(new MirrorEvent.Failed(work(3)), now);
            }
            now++;
            core.on(new MirrorEvent.Tick(), now);
        }
        for (int i = 1; i < tries.size(); i++)
            assertEquals(
                    Math.min(Want.MAX_WAIT_SECONDS, Want.FIRST_WAIT_SECONDS << (i - 1)),
                    tries.get(i) - tries.get(i - 1));
    }

    @Test
    void whenNothingCanGoNotEvenAPinIsFetched() {
        core.on(new MirrorEvent.Pinned(work(3)), 0);
        core.on(new MirrorEvent.Sized(work(3), BYTES, Optional.empty()), 0);
        did("find 3", "declined 3");
    }

    /** One peer that asks for everything drives out the oldest question, and no pin. */
    @Test
    void soManyWorksAreWantedAndNoMore() {
        core.on(new MirrorEvent.Pinned(work(3)), 0);
        did("find 3");
        for (int work = 100; work < 100 + MirrorCore.MAX_WANTS; work++) asks(1, work, work);
        core.on(new MirrorEvent.Failed(work(3)), 2_000);
        asks(2, 100, 2_000);
        did();
        asks(2, 102, 2_000);
        did("find 102");
    }

    @Test
    void anAnswerThatNobodyWaitsForIsACallersMistake() {
        assertThrows(
                IllegalArgumentException.class, () -> core.on(new MirrorEvent.Fetched(work(1)), 0));
        assertThrows(IllegalArgumentException.class, () -> core(0));
        assertThrows(IllegalArgumentException.class, () -> core(Want.MAX_ASKERS + 1));
    }
}
