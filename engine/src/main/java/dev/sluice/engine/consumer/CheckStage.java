package dev.sluice.engine.consumer;

import com.lmax.disruptor.EventHandler;
import dev.sluice.engine.cache.LocalSlices;
import dev.sluice.engine.session.SessionEvent;
import dev.sluice.streaming.content.AddResult;
import dev.sluice.streaming.content.Check;
import dev.sluice.streaming.content.Geometry;
import dev.sluice.streaming.content.HashPages;
import dev.sluice.streaming.content.HashTree;
import dev.sluice.streaming.content.KeyRing;
import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.PageId;
import dev.sluice.streaming.grant.Evidence;
import dev.sluice.streaming.grant.GrantException;
import dev.sluice.streaming.grant.HeldSeed;
import dev.sluice.streaming.grant.KeyReceipt;
import dev.sluice.streaming.proto.HashPage;
import dev.sluice.streaming.proto.KeyAnswer;
import dev.sluice.streaming.proto.Seed;
import dev.sluice.streaming.proto.SliceHeader;
import dev.sluice.streaming.wire.SliceFrame;
import dev.sluice.streaming.wire.WireException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks what arrives against the content root, before anything else believes it (I7).
 *
 * <p>Owns the hash pages and the key ring; one thread. A slice whose page is still on its way waits
 * here for it. What the core is told of a verified slice comes with its bytes, and with its key
 * once that is here and fits its commitment.
 */
final class CheckStage implements EventHandler<InboxEvent> {
    private final Geometry geometry;
    private final HashPages pages;
    private final KeyRing keys;
    private final Manifest manifest;
    private final KeyTrust trust;
    private final Consumer<byte[]> evidence;
    private final KeyAnswers answers = new KeyAnswers();
    private @Nullable KeyAnswer convicted;
    private boolean grantConvicted;
    private final BufferPool buffers;
    private final LongSupplier asked;
    private final LocalSlices local;
    private final BitSet keyed = new BitSet();
    private final BitSet unfit = new BitSet();
    private final List<Arrival> waiting = new ArrayList<>();

    /**
     * Checks one work's slices and keys.
     *
     * @param local keeps what verified, and hears of what it gave that did not
     * @param evidence takes the proof against a key service, before anybody hears of the fault
     */
    CheckStage(
            Manifest manifest,
            KeyTrust trust,
            Consumer<byte[]> evidence,
            BufferPool buffers,
            LongSupplier asked,
            LocalSlices local) {
        this.geometry = manifest.geometry();
        this.pages =
                new HashPages(
                        new HashTree(geometry), manifest.core().hash(), manifest.core().root());
        this.keys = new KeyRing(geometry, manifest.core().cipher());
        this.manifest = manifest;
        this.trust = trust;
        this.evidence = evidence;
        for (HeldSeed held : trust.held()) keys.add(held.seed());
        this.buffers = buffers;
        this.asked = asked;
        this.local = local;
    }

    @Override
    public void onEvent(InboxEvent event, long sequence, boolean endOfBatch) {
        if (event.plain != null) event.outcomes.add(Outcome.of(event.plain));
        else if (event.keys != null) keys(event.keys, event.outcomes);
        else if (event.frame != null)
            slice(event.peer, event.frame, event.frameLength, event.outcomes);
    }

    private void slice(int peer, byte[] frame, int length, List<Outcome> out) {
        try {
            SliceFrame parts = SliceFrame.parse(frame, length);
            SliceHeader header = parts.header();
            arrived(
                    header,
                    new Arrival(
                            peer,
                            header.getIndex(),
                            frame,
                            parts.ciphertextOffset(),
                            parts.ciphertextBytes()),
                    out);
        } catch (WireException e) {
            tell(new SessionEvent.SliceForged(peer, -1, "malformed frame: " + e.getMessage()), out);
        }
    }

    private void arrived(SliceHeader header, Arrival arrival, List<Outcome> out) {
        if (!geometry.hasSlice(arrival.index) || arrival.index >= asked.getAsLong()) {
            forged(arrival, "a slice that was not asked for", out);
            return;
        }
        for (HashPage page : header.getPagesList())
            if (!add(page, arrival.isLocal())) {
                forged(arrival, "a hash page that is not the creator's", out);
                return;
            }
        check(arrival, out);
        if (header.getPagesCount() == 0) return;
        recheckWaiting(out);
        recheckKeys(out);
    }

    private boolean add(HashPage page, boolean isLocal) {
        PageId id = new PageId(page.getLevel(), page.getIndex());
        byte[] bytes = page.getBytes().toByteArray();
        AddResult result = pages.add(id, bytes);
        if (result == AddResult.ADDED && !isLocal) local.keepPage(id, bytes);
        return result.held();
    }

    private void recheckWaiting(List<Outcome> out) {
        List<Arrival> held = List.copyOf(waiting);
        waiting.clear();
        held.forEach(arrival -> check(arrival, out));
    }

    /**
     * Keys of slices that the player has left are seen to fit too, or they would fill the window.
     */
    private void recheckKeys(List<Outcome> out) {
        for (int index = unfit.nextSetBit(0); index >= 0; index = unfit.nextSetBit(index + 1))
            key(index, out);
    }

    private void check(Arrival arrival, List<Outcome> out) {
        Check check =
                pages.verifySlice(arrival.index, arrival.frame, arrival.offset, arrival.length);
        switch (check) {
            case OK -> accept(arrival, out);
            case PAGE_MISSING -> hold(arrival);
            case MISMATCH -> forged(arrival, "bytes that do not fit the content root", out);
        }
    }

    /**
     * One of each slice from each peer, so that a peer that repeats itself fills no memory (T17).
     */
    private void hold(Arrival arrival) {
        for (Arrival held : waiting)
            if (held.peer == arrival.peer && held.index == arrival.index) {
                buffers.give(arrival.frame);
                return;
            }
        waiting.add(arrival);
    }

    private void accept(Arrival arrival, List<Outcome> out) {
        if (keys.covers(arrival.index)) arrival.key = key(arrival.index, out);
        if (!arrival.isLocal())
            local.keep(arrival.index, arrival.frame, arrival.offset, arrival.length);
        out.add(arrival.isLocal() ? Outcome.read(arrival) : Outcome.verified(arrival));
    }

    private void forged(Arrival arrival, String what, List<Outcome> out) {
        buffers.give(arrival.frame);
        if (arrival.isLocal()) {
            local.damaged(arrival.index);
            tell(new SessionEvent.SliceUnreadable(arrival.index, what), out);
            return;
        }
        for (Iterator<Arrival> held = waiting.iterator(); held.hasNext(); )
            if (held.next().peer == arrival.peer) held.remove();
        tell(new SessionEvent.SliceForged(arrival.peer, arrival.index, what), out);
    }

    private void keys(KeyAnswer answer, List<Outcome> out) {
        if (!signed(answer)) {
            tell(new SessionEvent.KeyForged("an answer that its seller did not sign"), out);
            return;
        }
        answers.add(answer);
        if (!addSeeds(answer)) {
            convict(answer.getFirst());
            tell(new SessionEvent.KeyForged("a seed outside the content"), out);
            return;
        }
        long end = answer.getFirst() + answer.getCount();
        for (long index = answer.getFirst(); index < end; index++)
            if (!keys.covers(index)) {
                convict(index);
                tell(new SessionEvent.KeyForged("no key for slice " + index), out);
                return;
            }
        for (long index = answer.getFirst(); index < end; index++) firstKey(index, out);
        tell(new SessionEvent.KeysArrived(answer.getFirst(), answer.getCount()), out);
    }

    /** Before a key is used: without its seller's signature it would prove nothing (T26). */
    private boolean signed(KeyAnswer answer) {
        try {
            return KeyReceipt.verify(answer, trust.seller()).content().equals(manifest.id());
        } catch (GrantException e) {
            return false;
        }
    }

    private void convict(long index) {
        KeyAnswer answer = answers.of(index);
        if (answer == null) convictGrant(index);
        if (answer == null || answer.equals(convicted) || trust.signedManifest().length() == 0)
            return;
        convicted = answer;
        evidence.accept(
                Evidence.write(
                        trust.signedManifest().toArray(),
                        trust.delegation(),
                        answer,
                        index,
                        pages));
    }

    /** A key that no answer sold came from a grant: of several, the one whose key is wrong. */
    private void convictGrant(long index) {
        for (HeldSeed held : trust.held())
            if (!grantConvicted && held.seed().covers(index) && isWrong(held.seed(), index)) {
                grantConvicted = true;
                evidence.accept(
                        Evidence.write(trust.signedManifest().toArray(), held, index, pages));
            }
    }

    private boolean isWrong(KeySeed seed, long index) {
        KeyRing alone = new KeyRing(geometry, manifest.core().cipher());
        alone.add(seed);
        return pages.verifyKey(index, alone.keyFor(index)) == Check.MISMATCH;
    }

    private boolean addSeeds(KeyAnswer answer) {
        try {
            for (Seed seed : answer.getSeedsList())
                keys.add(
                        KeySeed.of(
                                seed.getLevel(), seed.getIndex(), seed.getBytes().toByteArray()));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void firstKey(long index, List<Outcome> out) {
        if (!keyed.get(Math.toIntExact(index))) key(index, out);
    }

    /**
     * The slice's key, if it is the one that the creator committed to; as soon as the page that
     * says so is here. The first time, the core is told.
     */
    private byte @Nullable [] key(long index, List<Outcome> out) {
        int bit = Math.toIntExact(index);
        byte[] key = keys.keyFor(index);
        if (keyed.get(bit)) return key;
        Check check = pages.verifyKey(index, key);
        unfit.set(bit, check == Check.PAGE_MISSING);
        if (check == Check.OK) {
            keyed.set(bit);
            answers.fitted(index);
            out.add(Outcome.keyFits(index, key));
            return key;
        }
        Arrays.fill(key, (byte) 0);
        if (check != Check.MISMATCH) return null;
        convict(index);
        tell(new SessionEvent.KeyForged("a wrong key for slice " + index), out);
        return null;
    }

    private static void tell(SessionEvent event, List<Outcome> out) {
        out.add(Outcome.of(event));
    }
}
