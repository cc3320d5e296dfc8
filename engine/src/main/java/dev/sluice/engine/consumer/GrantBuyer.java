package dev.sluice.engine.consumer;

import com.google.protobuf.ByteString;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.engine.session.HeldKeys;
import dev.sluice.engine.session.KeyDesk;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.KeyRanges;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.terms.WorkPrice;
import dev.sluice.streaming.content.KeyRing;
import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.grant.Denied;
import dev.sluice.streaming.grant.GrantException;
import dev.sluice.streaming.grant.Holder;
import dev.sluice.streaming.grant.KeyReceipt;
import dev.sluice.streaming.proto.GrantHolder;
import dev.sluice.streaming.proto.GrantRequest;
import dev.sluice.streaming.proto.KeyAnswer;
import dev.sluice.streaming.text.Bytes;
import java.io.IOException;

/**
 * Asks for the grant of a range; when its keys are not paid for, buys them by the rules of a
 * playback, and asks again. Blocks its caller.
 *
 * <p>What is bought is on disk in one write with the promise to pay for it, so that neither another
 * purchase nor a playback pays it again, whatever is killed when. Nothing is paid unless all of the
 * range fits the budget. An answer counts as received when its seller has signed it and it has a
 * key for every slice; whether the keys fit shows when they are played.
 */
public final class GrantBuyer {
    private static final int MOST_REFUSALS = 4;

    private final PeerClient client;
    private final Manifest manifest;
    private final Bytes seller;
    private final KeyChannel channel;
    private final KeyDesk desk;
    private final long end;
    private final Amount limit;
    private final Amount spentBefore;
    private Amount paid = Amount.ZERO;

    /**
     * Buys {@code count} slices from {@code first}.
     *
     * @param seller verifies the key answers: the creator's key, or its delegate's
     */
    public GrantBuyer(
            PeerClient client,
            Manifest manifest,
            WorkPrice price,
            Bytes seller,
            KeyChannel channel,
            long first,
            long count) {
        this.client = client;
        this.manifest = manifest;
        this.seller = seller;
        this.channel = channel;
        this.desk = new KeyDesk(price, channel.money(), channel.ranges(), HeldKeys.NONE, first);
        this.end = first + count;
        this.limit = channel.promises().limit();
        this.spentBefore = channel.promises().spent();
        for (long index = first; index < end; index++) desk.claimed(index);
    }

    /** What was paid by {@link #buy}, base units. */
    public Amount paid() {
        return paid;
    }

    /** The grant, as it was signed; not verified. */
    public byte[] buy(Holder holder) throws IOException, RefusedException, GrantException {
        GrantRequest request = request(holder);
        Amount before = attach();
        try {
            return client.grant(request);
        } catch (RefusedException e) {
            if (e.why().reason() != Reason.CREDIT_EXHAUSTED) throw e;
        }
        try {
            payFor(new KeyTalk(client, manifest.id(), channel.purse()));
        } finally {
            paid = channel.signed().minus(before);
            channel.purse().rest();
        }
        return client.grant(request);
    }

    private GrantRequest request(Holder holder) {
        long first = desk.have();
        return GrantRequest.newBuilder()
                .setContent(bytes(manifest.id().digest()))
                .setFirst(first)
                .setCount(end - first)
                .setHolder(
                        GrantHolder.newBuilder()
                                .setSealing(bytes(holder.sealing().toArray()))
                                .setSigning(bytes(holder.signing().toArray())))
                .setChannel(bytes(channel.purse().channel().toBytes()))
                .setProof(bytes(channel.purse().proof().toBytes()))
                .build();
    }

    /** Fetches what was paid for and never came, and nothing else. Pays nothing. */
    public void recover() throws IOException, RefusedException, GrantException {
        var _ = attach();
        try {
            fetchAgain(new KeyTalk(client, manifest.id(), channel.purse()));
        } finally {
            channel.purse().rest();
        }
    }

    /** Both sides show their last value; what is signed by then. */
    private Amount attach() throws IOException, RefusedException {
        desk.ready(channel.purse().proven(client.attach(channel.purse().attachMessage())));
        return channel.signed();
    }

    private void payFor(KeyTalk talk) throws IOException, RefusedException, GrantException {
        if (!channel.ranges().allReceived()) fetchAgain(talk);
        int refusals = 0;
        while (desk.have() < end) {
            checkBudget();
            KeyDesk.Ask ask = desk.ask(end);
            if (ask == null) throw new IOException("keys that were paid for have not come");
            Refused why = ask.refused();
            if (why != null) throw PeerClient.refused(why);
            try {
                take(talk.ask(ask.first(), ask.count(), ask.voucher()));
            } catch (RefusedException e) {
                if (!healed(e.why(), ++refusals)) throw e;
            }
        }
    }

    /** What was paid for and never came makes room when it comes: it stands against the window. */
    private void fetchAgain(KeyTalk talk) throws IOException, RefusedException, GrantException {
        KeyRanges ranges = channel.ranges();
        long slices = manifest.geometry().slices();
        for (long at = ranges.nextBought(-1); at < slices; at = ranges.nextBought(at)) {
            long count = ranges.boughtEnd(at) - at;
            check(talk.ask(at, count, channel.signed()));
            for (long index = at; index < at + count; index++) desk.fits(index);
        }
    }

    /** All of the range or nothing: a part of it would be paid for a grant that never comes. */
    private void checkBudget() throws RefusedException {
        Amount total = spentBefore.plus(desk.outlay());
        if (desk.triesForNothing() || total.compareTo(limit) <= 0) return;
        throw PeerClient.refused(
                new Refused(
                        Reason.BUDGET_REACHED,
                        "at most " + limit + " for the work in all",
                        total + ", of which " + spentBefore + " are spent",
                        total.minus(limit)));
    }

    /** Both sides saw another state: showing the channel again settles which. */
    private boolean healed(Refused why, int refusals) throws IOException, RefusedException {
        boolean curable =
                why.reason() == Reason.CREDIT_EXHAUSTED || why.reason() == Reason.LOWER_CUMULATIVE;
        if (!curable) return false;
        if (desk.triedForNothing()) return true;
        if (refusals > MOST_REFUSALS) return false;
        desk.refused();
        attach();
        return true;
    }

    private void take(KeyAnswer answer) throws GrantException {
        check(answer);
        desk.arrived(answer.getFirst(), answer.getCount());
        for (long index = answer.getFirst(); index < answer.getFirst() + answer.getCount(); index++)
            desk.fits(index);
    }

    /** Received is what its seller has signed for. */
    private void check(KeyAnswer answer) throws GrantException {
        KeyReceipt receipt = KeyReceipt.verify(answer, seller);
        if (!receipt.content().equals(manifest.id()))
            throw denied(Denied.Kind.WRONG_CONTENT, manifest.id(), receipt.content());
        KeyRing ring = new KeyRing(manifest.geometry(), manifest.core().cipher());
        try {
            for (KeySeed seed : receipt.seeds()) ring.add(seed);
        } catch (IllegalArgumentException e) {
            throw denied(
                    Denied.Kind.OUT_OF_RANGE, "seeds of the work", String.valueOf(e.getMessage()));
        }
        for (long index = receipt.first(); index < receipt.end(); index++)
            if (!ring.covers(index))
                throw denied(Denied.Kind.OUT_OF_RANGE, "a key for slice " + index, "none");
    }

    private static GrantException denied(Denied.Kind kind, Object expected, Object actual) {
        return new GrantException(
                new Denied(kind, String.valueOf(expected), String.valueOf(actual)));
    }

    private static ByteString bytes(byte[] bytes) {
        return ByteString.copyFrom(bytes);
    }
}
