package dev.sluice.engine.payee;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.Verdict;
import dev.sluice.payments.store.KeyRelease;
import dev.sluice.payments.store.PayeeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One place in the payee's ring. Mutable and reused; grouped by the stage that writes. */
final class PayeeSlot {
    /** What the slot carries. */
    enum Kind {
        SLICE,
        TAKE_BACK,
        KEYS,
        ATTACH,
        CHANGE
    }

    // decode: the event loop that received the request
    Kind kind = Kind.CHANGE;
    @Nullable Responder responder;
    @Nullable Offer offer;
    long first;
    long count;
    boolean withPages;
    boolean gratis;
    @Nullable ChannelId channel;
    Bytes32 peer = Bytes32.ZERO;
    @Nullable SignedVoucher voucher;
    @Nullable AttachFacts facts;
    @Nullable ChannelChange change;
    @Nullable CompletableFuture<Void> changed;

    // verify: one of the workers
    @Nullable Address signer;
    boolean recovered;

    // gate
    @Nullable Verdict verdict;
    Amount paid = Amount.ZERO;
    @Nullable SignedVoucher highest;
    Amount keysServed = Amount.ZERO;
    @Nullable PayeeRecord record;
    @Nullable PayeeRecord retired;
    @Nullable PayeeRecord putAway;
    final List<KeyRelease> releases = new ArrayList<>();
    @Nullable AttachAnswer attached;

    /** Forgets the last request; the producer calls it before it fills the slot. */
    void clear() {
        responder = null;
        offer = null;
        first = 0;
        count = 0;
        withPages = false;
        gratis = false;
        channel = null;
        peer = Bytes32.ZERO;
        voucher = null;
        facts = null;
        change = null;
        changed = null;
        signer = null;
        recovered = false;
        verdict = null;
        paid = Amount.ZERO;
        highest = null;
        record = null;
        retired = null;
        putAway = null;
        releases.clear();
        attached = null;
    }

    Offer needOffer() {
        return Objects.requireNonNull(offer, "offer");
    }

    Responder needResponder() {
        return Objects.requireNonNull(responder, "responder");
    }

    ChannelId needChannel() {
        return Objects.requireNonNull(channel, "channel");
    }

    AttachFacts needFacts() {
        return Objects.requireNonNull(facts, "facts");
    }

    ChannelChange needChange() {
        return Objects.requireNonNull(change, "change");
    }
}
