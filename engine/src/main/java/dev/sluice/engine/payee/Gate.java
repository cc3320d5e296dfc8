package dev.sluice.engine.payee;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.Accepted;
import dev.sluice.payments.rules.AttachRules;
import dev.sluice.payments.rules.ChannelOffer;
import dev.sluice.payments.rules.PayeeChannel;
import dev.sluice.payments.rules.PayeePolicy;
import dev.sluice.payments.rules.PaymentWindow;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.rules.Verdict;
import dev.sluice.payments.store.KeyRelease;
import dev.sluice.payments.store.PayeeRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one place that decides whether a request is paid for: a pure core over {@link PayeeChannel}.
 *
 * <p>Owned by the gate's thread. It reads a slot and writes its verdict and what must become
 * durable before the answer; it makes no call and keeps no clock.
 */
final class Gate {
    private final PayeePolicy policy;
    private final Map<ChannelId, Account> accounts = new HashMap<>();

    /** A channel, who may spend from it, and what its payer has bought keys of. */
    private static final class Account {
        private final PayeeChannel channel;
        private final Map<Bytes32, SliceRanges> released = new HashMap<>();
        private Bytes32 spender = Bytes32.ZERO;

        Account(PayeeChannel channel) {
            this.channel = channel;
        }

        PayeeChannel channel() {
            return channel;
        }

        SliceRanges released(Bytes32 content) {
            return released.computeIfAbsent(content, _ -> new SliceRanges());
        }
    }

    Gate(PayeePolicy policy) {
        this.policy = policy;
    }

    void decide(PayeeSlot slot) {
        switch (slot.kind) {
            case SLICE -> slot.verdict = slice(slot);
            case KEYS -> slot.verdict = keys(slot);
            case ATTACH -> slot.verdict = attach(slot);
            case CHANGE -> change(slot);
        }
    }

    private Verdict slice(PayeeSlot slot) {
        Offer offer = slot.needOffer();
        long fee = slot.gratis ? 0 : offer.fee(slot.first);
        if (fee == 0) return Accepted.YES;
        Account account = spendable(slot);
        if (account == null) return noChannel(slot);
        Verdict split = checkSplit(account.channel(), Bytes32.ZERO);
        if (split instanceof Refused) return split;
        Verdict payment = offer(slot, account.channel());
        if (payment instanceof Refused) return payment;
        return account.channel().chargeOnCredit(fee, credit(account.channel(), offer));
    }

    /**
     * A split sends money to others: bytes are paid to the seeder alone, keys as the creator said.
     */
    private static Verdict checkSplit(PayeeChannel channel, Bytes32 expected) {
        Bytes32 actual = channel.parameters().splitHash();
        return actual.equals(expected)
                ? Accepted.YES
                : Refused.of(Reason.WRONG_SPLIT, expected, actual);
    }

    private static long credit(PayeeChannel channel, Offer offer) {
        return PaymentWindow.DEFAULT.creditBaseUnits(
                channel.accepted(), offer.terms(), offer.price().sliceBytes());
    }

    private Verdict keys(PayeeSlot slot) {
        Offer offer = slot.needOffer();
        if (offer.price().creatorShare(slot.first, slot.count).isZero()) return Accepted.YES;
        Account account = spendable(slot);
        if (account == null) return noChannel(slot);
        PayeeChannel channel = account.channel();
        Verdict split = checkSplit(channel, offer.keySplitHash());
        if (split instanceof Refused) return split;
        Verdict payment = offer(slot, channel);
        if (payment instanceof Refused) return payment;
        return release(slot, offer, account);
    }

    /** Charges for what was not bought before; what was is released again for nothing. */
    private static Verdict release(PayeeSlot slot, Offer offer, Account account) {
        SliceRanges bought = account.released(offer.content());
        long price = bought.sumMissing(slot.first, slot.count, offer::keyPrice);
        Verdict charge = account.channel().chargeInAdvance(price);
        if (charge instanceof Refused) return charge;
        ChannelId id = account.channel().id();
        bought.missing(
                slot.first,
                slot.count,
                (first, count) ->
                        slot.releases.add(new KeyRelease(id, offer.content(), first, count)));
        slot.releases.forEach(part -> bought.add(part.first(), part.count()));
        if (!slot.releases.isEmpty()) keep(slot, account.channel());
        return charge;
    }

    /** Offers the voucher that rides on the request, if one does. */
    private static Verdict offer(PayeeSlot slot, PayeeChannel channel) {
        SignedVoucher voucher = slot.voucher;
        if (voucher == null) return Accepted.YES;
        Verdict verdict = channel.checkVoucher(voucher.channel(), voucher.cumulative());
        if (verdict != Accepted.YES) return verdict;
        boolean valid = channel.parameters().signer().equals(slot.signer);
        verdict = channel.offer(voucher.cumulative(), voucher.signature(), valid);
        if (verdict == Accepted.YES) keep(slot, channel);
        return verdict;
    }

    /** Notes what the persist stage writes for the channel. */
    private static void keep(PayeeSlot slot, PayeeChannel channel) {
        SignedVoucher highest = channel.highest();
        if (highest == null) return;
        slot.highest = highest;
        slot.keysServed = channel.served();
    }

    /**
     * The channel that the request names, if the peer that asks has shown that it may spend from
     * it.
     */
    private @Nullable Account spendable(PayeeSlot slot) {
        Account account = accounts.get(slot.channel);
        return account != null && account.spender.equals(slot.peer) ? account : null;
    }

    private static Refused noChannel(PayeeSlot slot) {
        return slot.channel == null
                ? Refused.of(Reason.NO_CHANNEL, "a channel", "none")
                : Refused.of(Reason.UNKNOWN_CHANNEL, "an attached channel", slot.channel);
    }

    private Verdict attach(PayeeSlot slot) {
        AttachFacts facts = slot.needFacts();
        ChannelOffer shown =
                new ChannelOffer(
                        facts.domain(), slot.needChannel(), facts.parameters(), facts.split());
        Verdict rules =
                AttachRules.check(
                        shown,
                        facts.onChain(),
                        facts.confirmations(),
                        policy.withSplit(facts.parameters().splitHash()));
        if (rules instanceof Refused) return rules;
        Account account = accounts.computeIfAbsent(slot.needChannel(), _ -> open(facts, slot));
        account.spender = slot.peer;
        account.channel().topUp(facts.onChain().reserve());
        Verdict payment = offer(slot, account.channel());
        if (payment instanceof Refused refused && refused.reason() != Reason.LOWER_CUMULATIVE)
            return payment;
        slot.attached =
                new AttachAnswer(
                        Optional.ofNullable(account.channel().highest()),
                        account.channel().served());
        return Accepted.YES;
    }

    private Account open(AttachFacts facts, PayeeSlot slot) {
        ChannelId id = slot.needChannel();
        slot.record =
                facts.stored()
                        .orElseGet(
                                () ->
                                        new PayeeRecord(
                                                id,
                                                facts.parameters(),
                                                facts.split(),
                                                Optional.empty(),
                                                Amount.ZERO));
        Account account = new Account(channel(slot.record, facts.onChain()));
        facts.releases()
                .forEach(part -> account.released(part.content()).add(part.first(), part.count()));
        return account;
    }

    private PayeeChannel channel(PayeeRecord record, ChannelOnChain onChain) {
        return record.voucher()
                .map(
                        v ->
                                PayeeChannel.restored(
                                        record.parameters(),
                                        onChain.reserve(),
                                        policy.minStep(),
                                        v,
                                        record.keysServed()))
                .orElseGet(
                        () ->
                                PayeeChannel.fresh(
                                        record.channel(),
                                        record.parameters(),
                                        onChain.reserve(),
                                        policy.minStep()));
    }

    private void change(PayeeSlot slot) {
        Account account = accounts.get(slot.channel);
        if (account == null) return;
        PayeeChannel channel = account.channel();
        switch (slot.needChange()) {
            case ChannelChange.ToppedUp up -> channel.topUp(up.reserve());
            case ChannelChange.ExitStarted _ -> channel.exitStarted();
            case ChannelChange.ExitCancelled _ -> channel.exitCancelled();
            case ChannelChange.Closed _ -> channel.closed();
        }
    }
}
