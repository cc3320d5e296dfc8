package dev.sluice.engine.payee;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.Signature;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Verdict;
import dev.sluice.payments.store.KeyRelease;
import dev.sluice.payments.store.PayeeRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One place in the payee's ring. Mutable and reused; grouped by the stage that writes. */
final class PayeeSlot {
    /** What the slot carries. */
    enum Kind {
        SLICE,
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
    @Nullable Amount cumulative;
    final byte[] signature = new byte[Signature.BYTES];
    @Nullable AttachFacts facts;
    @Nullable ChannelChange change;

    // verify: one of the workers
    @Nullable Address signer;

    // gate
    @Nullable Verdict verdict;
    boolean voucherCounts;
    Amount keysServed = Amount.ZERO;
    @Nullable PayeeRecord record;
    final List<KeyRelease> releases = new ArrayList<>();
    @Nullable AttachAnswer attached;

    boolean hasVoucher() {
        return cumulative != null;
    }

    /** Forgets the last request; the producer calls it before it fills the slot. */
    void clear() {
        responder = null;
        offer = null;
        first = 0;
        count = 0;
        withPages = false;
        gratis = false;
        channel = null;
        cumulative = null;
        facts = null;
        change = null;
        signer = null;
        verdict = null;
        voucherCounts = false;
        record = null;
        releases.clear();
        attached = null;
    }
}
