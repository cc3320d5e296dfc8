package dev.sluice.engine.consumer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.protobuf.ByteString;
import dev.sluice.engine.Samples;
import dev.sluice.engine.cache.LocalSlices;
import dev.sluice.engine.session.SessionEvent;
import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.content.PageId;
import dev.sluice.streaming.grant.Evidence;
import dev.sluice.streaming.grant.HeldSeed;
import dev.sluice.streaming.proto.HashPage;
import dev.sluice.streaming.proto.KeyAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What arrives is believed only when it fits the content root (I7, T11, T26, F7). */
final class CheckStageTest {
    private static final int CLAIMED = 8;
    private static final int PEER = 1;

    private static @Nullable SmallWork published;

    private final SmallWork work = Objects.requireNonNull(published);
    private final Map<Long, Arrival> arrived = new TreeMap<>();
    private final Map<Long, byte[]> keyed = new TreeMap<>();
    private long claimed = CLAIMED;
    private final List<byte[]> evidence = new ArrayList<>();
    private final CheckStage check =
            new CheckStage(
                    work.manifest(),
                    work.trust(),
                    evidence::add,
                    new BufferPool(Samples.SLICE, 4),
                    () -> claimed,
                    LocalSlices.NONE);

    @BeforeAll
    static void publish(@TempDir Path home) throws IOException {
        published = new SmallWork(home);
    }

    private Arrival piece(long index) {
        return Objects.requireNonNull(arrived.get(index));
    }

    private List<SessionEvent> told(InboxEvent event) {
        List<SessionEvent> events = new ArrayList<>();
        for (Outcome outcome : event.outcomes) {
            events.add(outcome.event);
            Arrival arrival = outcome.arrival;
            if (arrival != null) arrived.put(arrival.index, arrival);
            if (outcome.key != null && outcome.event instanceof SessionEvent.KeyFits fits)
                keyed.put(fits.index(), outcome.key);
        }
        return events;
    }

    private List<SessionEvent> slice(int peer, byte[] frame) {
        InboxEvent event = new InboxEvent();
        event.peer = peer;
        event.frame = frame;
        event.frameLength = frame.length;
        check.onEvent(event, 0, true);
        return told(event);
    }

    private List<SessionEvent> slice(byte[] frame) {
        return slice(PEER, frame);
    }

    private List<SessionEvent> keys(KeyAnswer answer) {
        InboxEvent event = new InboxEvent();
        event.keys = answer;
        check.onEvent(event, 0, true);
        return told(event);
    }

    private void untouched() {
        assertEquals(Set.of(), arrived.keySet(), "no bytes go on");
        assertEquals(Set.of(), keyed.keySet(), "no key goes on");
    }

    private void forged(List<SessionEvent> events) {
        assertEquals(1, events.size());
        assertInstanceOf(SessionEvent.SliceForged.class, events.get(0));
        untouched();
    }

    private static SessionEvent verified(int peer, long index) {
        return new SessionEvent.SliceVerified(peer, index);
    }

    @Test
    void aSliceWithItsPagesIsVerifiedAndComesWithItsBytes() throws IOException {
        assertEquals(List.of(verified(PEER, 3)), slice(work.frameWithPages(3)));
        assertEquals(Set.of(3L), arrived.keySet());
        Arrival piece = piece(3);
        assertArrayEquals(
                work.cipher(3),
                Arrays.copyOfRange(piece.frame, piece.offset, piece.offset + piece.length));
    }

    @Test
    void aSliceOpensWithTheKeyThatWasChecked() throws IOException {
        assertEquals(List.of(new SessionEvent.KeysArrived(0, 5)), keys(work.keys(0, 5)));
        slice(work.frameWithPages(4));
        ReorderSlot slot = new ReorderSlot();
        slot.index = 4;
        slot.arrival = piece(4);
        BufferPool plain = new BufferPool(Samples.SLICE, 4);
        new OpenStage(work.manifest(), plain, new Turn(), _ -> {}).onEvent(slot, 0, true);
        assertArrayEquals(work.plainOf(4), Arrays.copyOf(slot.plain, slot.plainLength));
    }

    @Test
    void aSliceWaitsForThePageThatComesLater() throws IOException {
        assertEquals(List.of(), slice(1, work.frame(0)));
        assertEquals(List.of(), slice(2, work.frame(1)));
        untouched();
        assertEquals(
                List.of(verified(PEER, 2), verified(1, 0), verified(2, 1)),
                slice(work.frameWithPages(2)));
    }

    @Test
    void aWrongPageDoesNotHelpAndTheSlicesOfItsPeerAreForgotten() throws IOException {
        slice(1, work.frame(0));
        slice(2, work.frame(1));
        byte[] bad = work.pages(2).get(0).getBytes().toByteArray();
        bad[5] ^= 1;
        HashPage top = SmallWork.page(new PageId(1, 0), bad);
        forged(slice(1, SmallWork.frame(2, List.of(top), work.cipher(2))));
        assertEquals(List.of(verified(3, 3), verified(2, 1)), slice(3, work.frameWithPages(3)));
    }

    @Test
    void pagesThatNoTreeHasAreForgeries() throws IOException {
        for (PageId id :
                List.of(
                        new PageId(-1, 0),
                        new PageId(0, -1),
                        new PageId(0, 2),
                        new PageId(2, 0),
                        new PageId(31, 0),
                        new PageId(0, Long.MAX_VALUE))) {
            HashPage page = SmallWork.page(id, new byte[64]);
            forged(slice(SmallWork.frame(2, List.of(page), work.cipher(2))));
        }
    }

    @Test
    void aPageBeforeTheOneAboveItIsAForgery() throws IOException {
        HashPage leaf = work.pages(2).get(1);
        forged(slice(SmallWork.frame(2, List.of(leaf), work.cipher(2))));
    }

    @Test
    void corruptedCiphertextIsAForgeryWhereverTheBitIs() throws IOException {
        byte[] good = work.cipher(2);
        for (int at : new int[] {0, 1_000, good.length - 17, good.length - 1}) {
            byte[] bad = good.clone();
            bad[at] ^= 1;
            forged(slice(SmallWork.frame(2, work.pages(2), bad)));
        }
    }

    @Test
    void ciphertextThatIsTooShortOrTooLongIsAForgery() throws IOException {
        byte[] good = work.cipher(2);
        for (int length : new int[] {0, 15, good.length - 1, good.length + 1})
            forged(slice(SmallWork.frame(2, work.pages(2), Arrays.copyOf(good, length))));
    }

    @Test
    void theCiphertextOfAnotherSliceIsAForgery() throws IOException {
        forged(slice(SmallWork.frame(2, work.pages(2), work.cipher(3))));
    }

    @Test
    void aSliceThatWasNotAskedForIsAForgery() throws IOException {
        for (long index : new long[] {CLAIMED, SmallWork.SLICES, -1, Long.MAX_VALUE, 1L << 32})
            forged(slice(SmallWork.frame(index, work.pages(0), work.cipher(0))));
        claimed++;
        assertEquals(List.of(verified(PEER, CLAIMED)), slice(work.frameWithPages(CLAIMED)));
    }

    @Test
    void aMalformedFrameIsAForgery() throws IOException {
        byte[] frame = work.frameWithPages(2);
        for (int length = 0; length < 8; length++) forged(slice(Arrays.copyOf(frame, length)));
        for (int header : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, frame.length}) {
            byte[] bad = frame.clone();
            java.nio.ByteBuffer.wrap(bad).putInt(header);
            forged(slice(bad));
        }
        byte[] garbage = frame.clone();
        Arrays.fill(garbage, 4, 40, (byte) 0xff);
        forged(slice(garbage));
    }

    /** After a seek it may be wanted once more. */
    @Test
    void aSecondArrivalComesWithItsBytesAndItsKeyToo() throws IOException {
        slice(work.frameWithPages(2));
        keys(work.keys(2, 1));
        byte[] first = piece(2).frame;
        assertEquals(List.of(verified(2, 2)), slice(2, work.frame(2)));
        assertNotSame(first, piece(2).frame);
        assertArrayEquals(keyed.get(2L), piece(2).key);
    }

    @Test
    void aPeerThatRepeatsASliceThatWaitsFillsNoMemory() throws IOException {
        byte[] frame = work.frame(0);
        for (int i = 0; i < 1_000; i++) assertEquals(List.of(), slice(1, frame));
        List<SessionEvent> events = slice(work.frameWithPages(2));
        assertEquals(List.of(verified(PEER, 2), verified(1, 0)), events, "T17");
    }

    @Test
    void theLastSliceIsShort() throws IOException {
        claimed = SmallWork.SLICES;
        long last = SmallWork.SLICES - 1;
        assertEquals(List.of(verified(PEER, last)), slice(work.frameWithPages(last)));
        assertEquals(List.of(), slice(work.frame(0)), "its page is another one");
    }

    @Test
    void keysThatComeBeforeOrAfterTheirSlicesLieBesideThem() throws IOException {
        slice(work.frameWithPages(0));
        assertNull(piece(0).key);
        List<SessionEvent> events = keys(work.keys(0, 3));
        assertEquals(new SessionEvent.KeyFits(2), events.get(2), "its page is here, its slice not");
        slice(work.frame(1));
        assertEquals(Set.of(0L, 1L, 2L), keyed.keySet());
        assertArrayEquals(keyed.get(1L), piece(1).key);
    }

    @Test
    void aKeyThatComesBeforeItsPageIsCheckedWithItsSlice() throws IOException {
        assertEquals(List.of(new SessionEvent.KeysArrived(0, 1)), keys(work.keys(0, 1)));
        assertEquals(Set.of(), keyed.keySet());
        List<SessionEvent> events = slice(work.frameWithPages(0));
        assertEquals(List.of(new SessionEvent.KeyFits(0), verified(PEER, 0)), events);
        assertNotNull(piece(0).key);
    }

    /** The player may have gone elsewhere: the slice of a key need not come, its page is enough. */
    @Test
    void aKeyThatComesBeforeItsPageIsCheckedWithThatPage() throws IOException {
        keys(work.keys(0, 2));
        List<SessionEvent> events = slice(work.frameWithPages(5));
        assertEquals(
                List.of(
                        verified(PEER, 5),
                        new SessionEvent.KeyFits(0),
                        new SessionEvent.KeyFits(1)),
                events);
        assertEquals(List.of(verified(PEER, 6)), slice(work.frameWithPages(6)), "once");
    }

    @Test
    void aWrongKeyIsAForgeryAndGoesNowhere() throws IOException {
        slice(work.frameWithPages(0));
        assertInstanceOf(SessionEvent.KeyForged.class, keys(work.wrongKeys(0, 2)).get(0));
        assertInstanceOf(SessionEvent.KeyForged.class, slice(work.frame(1)).get(0));
        assertNull(piece(1).key);
        assertEquals(Set.of(), keyed.keySet(), "T26");
    }

    @Test
    void aWrongKeyConvictsItsSellerAndARightOneNobody() throws Exception {
        slice(work.frameWithPages(0));
        keys(work.keys(0, 1));
        assertEquals(List.of(), evidence);
        keys(work.wrongKeys(1, 2));
        slice(work.frame(2));
        assertEquals(1, evidence.size(), "one for each answer");
        assertEquals(1, Evidence.verify(evidence.getFirst()).index(), "T26");
    }

    /** Of two grants over a slice the one that lied is convicted, by one slice. */
    @Test
    void aWrongKeyInAGrantConvictsItsCreator() throws Exception {
        List<HeldSeed> held = new ArrayList<>(work.granted(0, 4, work.wrongSeeds(0, 4)));
        held.addAll(work.granted(2, 2, work.seeds(2, 2)));
        CheckStage holder =
                new CheckStage(
                        work.manifest(),
                        work.trust(held),
                        evidence::add,
                        new BufferPool(Samples.SLICE, 4),
                        () -> claimed,
                        LocalSlices.NONE);
        for (long index : new long[] {3, 2, 1}) {
            InboxEvent event = new InboxEvent();
            event.frame = index == 3 ? work.frameWithPages(index) : work.frame(index);
            event.frameLength = event.frame.length;
            holder.onEvent(event, 0, true);
            assertInstanceOf(SessionEvent.KeyForged.class, told(event).getFirst());
            assertEquals(Set.of(), keyed.keySet(), "T26");
        }
        assertEquals(1, evidence.size());
        Evidence proof = Evidence.verify(evidence.getFirst());
        assertEquals("a wrong key for slice 3", proof.what());
        assertEquals(4, proof.grant().orElseThrow().count());
    }

    @Test
    void anAnswerThatItsSellerDidNotSignIsNotUsed() throws Exception {
        slice(work.frameWithPages(0));
        KeyAnswer unsigned = work.keys(0, 1).toBuilder().clearSignature().build();
        assertEquals(
                List.of(new SessionEvent.KeyForged("an answer that its seller did not sign")),
                keys(unsigned));
        assertEquals(Set.of(), keyed.keySet());
        assertEquals(List.of(), evidence);
    }

    @Test
    void keysThatDoNotCoverWhatWasAskedAreAForgery() throws IOException {
        KeyAnswer none = work.receipt(0, 1, List.of());
        assertInstanceOf(SessionEvent.KeyForged.class, keys(none).get(0));
        KeyAnswer few = work.receipt(0, 5, work.seeds(0, 3));
        assertInstanceOf(SessionEvent.KeyForged.class, keys(few).get(0));
        assertEquals(2, evidence.size(), "a missing key convicts too");
        untouched();
    }

    @Test
    void seedsOutsideTheContentAreAForgery() {
        byte[] seed = new byte[32];
        for (KeySeed outside :
                List.of(KeySeed.of(0, SmallWork.SLICES, seed), KeySeed.of(10, 0, seed))) {
            List<SessionEvent> events = keys(work.receipt(0, 1, List.of(outside)));
            assertEquals(List.of(new SessionEvent.KeyForged("a seed outside the content")), events);
        }
        untouched();
    }

    @Test
    void seedsOfNoContentAreAForgery() {
        byte[] seed = new byte[32];
        for (KeyAnswer answer :
                List.of(
                        answer(0, -1, seed),
                        answer(-1, 0, seed),
                        answer(29, 0, seed),
                        answer(0, 0, new byte[31]),
                        answer(0, 0, new byte[33])))
            assertInstanceOf(SessionEvent.KeyForged.class, keys(answer).getFirst());
        untouched();
    }

    private static KeyAnswer answer(int level, long index, byte[] seed) {
        return KeyAnswer.newBuilder()
                .setFirst(0)
                .setCount(1)
                .setContent(ByteString.EMPTY)
                .addSeeds(SmallWork.seed(level, index, seed))
                .build();
    }

    @Test
    void whatIsNotFromAPeerPassesThrough() {
        InboxEvent event = new InboxEvent();
        event.plain = new SessionEvent.Tick();
        check.onEvent(event, 0, true);
        assertEquals(List.of(new SessionEvent.Tick()), told(event));
    }
}
