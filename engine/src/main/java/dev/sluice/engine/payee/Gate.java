package dev.sluice.engine.payee;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.money.Address;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one place that decides whether a request is paid for: a pure core over {@link PayeeChannel}.
 *
 * <p>Owned by the gate's thread. It reads a slot and writes its verdict and what must become
 * durable before the answer; it makes no call and keeps no clock. What can be refused cheaply is,
 * before a signature is looked at. A request that needs no new voucher allocates nothing.
 */
final class Gate {
    private static final Refused CANCELLED =
            Refused.of(Reason.CANCELLED, "a request that stands", "one that was taken back");

    private final PayeePolicy policy;
    private final Accounts accounts;
    private final Recovery recovery;
    private final GateListener listener;
    private boolean creditStopped;

    Gate(PayeePolicy policy, Accounts accounts, Recovery recovery, GateListener listener) {
        this.policy = policy;
        this.accounts = accounts;
        this.recovery = recovery;
        this.listener = listener;
    }

    /**
     * Decides on a request.
     *
     * @param sequence its number, by which what must be written is known to be durable
     */
    void decide(PayeeSlot slot, long sequence) {
        switch (slot.kind) {
            case SLICE -> slot.verdict = slice(slot);
            case TAKE_BACK -> slot.verdict = takeBack(slot);
            case KEYS -> slot.verdict = keys(slot);
            case ATTACH -> slot.verdict = attach(slot, sequence);
            case CHANGE -> change(slot, sequence);
        }
        if (slot.highest != null || slot.record != null || slot.retired != null)
            kept(slot, sequence);
    }

    private void kept(PayeeSlot slot, long sequence) {
        Account account = accounts.find(slot.channel);
        if (account == null) return;
        account.kept(sequence);
        SignedVoucher highest = slot.highest;
        if (highest != null) account.spent(slot.keysServed.compareTo(highest.cumulative()) >= 0);
    }

    private Verdict slice(PayeeSlot slot) {
        Offer offer = slot.needOffer();
        long fee = slot.gratis ? 0 : offer.fee(slot.first);
        if (fee == 0) return Accepted.YES;
        Account account = spendable(slot);
        if (account == null) return noChannel(slot);
        Verdict payee = checkPayee(account.channel(), policy.payee());
        if (payee instanceof Refused) return payee;
        Verdict split = checkSplit(account.channel(), Bytes32.ZERO);
        if (split instanceof Refused) return split;
        Verdict payment = offer(slot, account.channel(), leastStep(slot, account, fee, offer));
        if (payment instanceof Refused) return payment;
        return charge(slot, account, fee, offer);
    }

    /** A payer that plays pays a quarter of its window at once, or what the next slice needs. */
    private static long leastStep(PayeeSlot slot, Account account, long fee, Offer offer) {
        SignedVoucher voucher = slot.voucher;
        if (voucher == null) return 1;
        long credit = credit(account.channel().accepted(), offer);
        long then = credit(voucher.cumulative(), offer);
        return account.channel().leastStep(voucher.cumulative(), fee, credit, then, credit / 4);
    }

    /**
     * What was paid ahead counts as spent from its first byte on, for the disk: else a restart
     * would forget the bytes, and they could be taken again (I2). One write, not one a slice.
     */
    private Verdict charge(PayeeSlot slot, Account account, long fee, Offer offer) {
        PayeeChannel channel = account.channel();
        boolean ahead = channel.isPaidAhead() && (slot.highest != null || !account.isSpent());
        Verdict charge =
                channel.chargeOnCredit(fee, creditStopped ? 0 : credit(channel.accepted(), offer));
        if (ahead && charge.isAccepted()) {
            keep(slot, channel);
            slot.keysServed = channel.accepted();
        }
        return unlessSilent(charge);
    }

    /**
     * A slice that was charged and of which nothing left this node: its fee is credit again. On
     * disk nothing changes. A debt that is written there already, because the channel was put away
     * meanwhile, stays until it is paid.
     */
    private Verdict takeBack(PayeeSlot slot) {
        long fee = slot.gratis ? 0 : slot.needOffer().fee(slot.first);
        Account account = fee == 0 ? null : accounts.find(slot.channel);
        if (account != null) account.channel().takeBack(fee);
        return CANCELLED;
    }

    /** While the ledger is silent, what is missing is not only money. */
    private Verdict unlessSilent(Verdict charge) {
        return creditStopped
                        && charge instanceof Refused why
                        && why.reason() == Reason.CREDIT_EXHAUSTED
                ? silent(why.expected(), why.actual())
                : charge;
    }

    private static Refused silent(Object expected, Object actual) {
        return Refused.of(
                Reason.LEDGER_UNAVAILABLE,
                expected + ", for the ledger is silent and credit has stopped",
                actual);
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

    /** A delegate's key channels may pay another than itself, and buy nothing else (I8, T25). */
    private static Verdict checkPayee(PayeeChannel channel, Address expected) {
        Address actual = channel.parameters().payee();
        return actual.equals(expected)
                ? Accepted.YES
                : Refused.of(Reason.WRONG_PAYEE, expected, actual);
    }

    private Address keyPayee(Offer offer) {
        return offer.keyPayee().isZero() ? policy.payee() : offer.keyPayee();
    }

    private static long credit(Amount paid, Offer offer) {
        int sliceBytes = offer.price().sliceBytes();
        int windowBytes = offer.price().windowBytes();
        return PaymentWindow.windowBaseUnits(
                paid, offer.terms().seederFee(sliceBytes), offer.terms().seederFee(windowBytes));
    }

    private Verdict keys(PayeeSlot slot) {
        Offer offer = slot.needOffer();
        if (offer.price().creatorShare(slot.first, slot.count).isZero()) return Accepted.YES;
        Account account = spendable(slot);
        if (account == null) return noChannel(slot);
        PayeeChannel channel = account.channel();
        Verdict payee = checkPayee(channel, keyPayee(offer));
        if (payee instanceof Refused) return payee;
        Verdict split = checkSplit(channel, offer.keySplitHash());
        if (split instanceof Refused) return split;
        SliceRanges bought = account.released(offer.content());
        long price = bought.sumMissing(slot.first, slot.count, offer::keyPrice);
        Verdict payment = offer(slot, channel, leastStep(slot, channel, price, offer));
        if (payment instanceof Refused) return payment;
        return release(slot, offer, account, price);
    }

    /** A payer pays at once for all that it asks for, or what it owes for it. */
    private static long leastStep(PayeeSlot slot, PayeeChannel channel, long price, Offer offer) {
        SignedVoucher voucher = slot.voucher;
        if (voucher == null) return 1;
        long asked = offer.keyPrice(slot.first, slot.count);
        return channel.leastStep(voucher.cumulative(), price, 0, 0, asked);
    }

    /** Charges for what was not bought before; what was is released again for nothing. */
    private Verdict release(PayeeSlot slot, Offer offer, Account account, long price) {
        SliceRanges bought = account.released(offer.content());
        Verdict charge = account.channel().chargeInAdvance(price);
        if (charge instanceof Refused) return unlessSilent(charge);
        slot.paid = account.channel().accepted();
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

    /** Offers the voucher that rides on the request, if one does; its signature comes last. */
    private Verdict offer(PayeeSlot slot, PayeeChannel channel, long leastStep) {
        SignedVoucher voucher = slot.voucher;
        if (voucher == null) return Accepted.YES;
        Verdict verdict = channel.checkVoucher(voucher.channel(), voucher.cumulative(), leastStep);
        if (verdict != Accepted.YES) return verdict;
        if (creditStopped)
            return silent("at most " + channel.accepted() + " paid", voucher.cumulative());
        boolean valid = channel.parameters().signer().equals(signer(slot, voucher));
        verdict = channel.offer(voucher.cumulative(), voucher.signature(), valid, leastStep);
        if (verdict == Accepted.YES) keep(slot, channel);
        return verdict;
    }

    private @Nullable Address signer(PayeeSlot slot, SignedVoucher voucher) {
        return slot.recovered ? slot.signer : recovery.signer(voucher);
    }

    /** Notes what the group commit writes for the channel. */
    private static void keep(PayeeSlot slot, PayeeChannel channel) {
        SignedVoucher highest = channel.highest();
        if (highest == null) return;
        slot.highest = highest;
        slot.keysServed = Amount.min(channel.served(), highest.cumulative());
    }

    /**
     * The channel that the request names, if the peer that asks has shown that it may spend from
     * it.
     */
    private @Nullable Account spendable(PayeeSlot slot) {
        Account account = accounts.find(slot.channel);
        return account != null && account.isSpentBy(slot.peer) ? account : null;
    }

    private static Refused noChannel(PayeeSlot slot) {
        return slot.channel == null
                ? Refused.of(Reason.NO_CHANNEL, "a channel", "none")
                : Refused.of(Reason.UNKNOWN_CHANNEL, "an attached channel", slot.channel);
    }

    private Verdict attach(PayeeSlot slot, long sequence) {
        if (creditStopped) return silent("an answer from the ledger", "none");
        AttachFacts facts = slot.needFacts();
        Verdict rules = checkShown(slot.needChannel(), facts);
        if (rules instanceof Refused why && !isUsedUp(why, facts)) return rules;
        Account account = accounts.find(slot.channel);
        if (account == null) {
            if (!accounts.isNews(slot.needChannel(), facts.evictions())) return outdated();
            if (!accounts.makeRoom(sequence, debt -> slot.putAway = debt)) return full();
            account = open(facts, slot);
        }
        account.spender(slot.peer);
        account.seen(facts.standing(), facts.standing().counted(policy.exposureCap()));
        listener.attached(slot.needChannel());
        Verdict payment = offer(slot, account.channel(), leastStep(slot, account.channel()));
        if (payment instanceof Refused refused && !changesNothing(refused.reason())) return payment;
        slot.attached =
                new AttachAnswer(
                        Optional.ofNullable(account.channel().highest()),
                        account.channel().served());
        return Accepted.YES;
    }

    /** Whoever only shows the channel may pay all that is owed, however little that is. */
    private long leastStep(PayeeSlot slot, PayeeChannel channel) {
        SignedVoucher voucher = slot.voucher;
        if (voucher == null) return 1;
        return channel.leastStep(voucher.cumulative(), 0, 0, 0, policy.minStep());
    }

    /** A voucher that does not count, and is no reason to turn its payer away. */
    private static boolean changesNothing(Reason reason) {
        return reason == Reason.LOWER_CUMULATIVE || reason == Reason.STEP_TOO_SMALL;
    }

    /** A channel that has paid all it can may still ask for the keys that it has bought. */
    private static boolean isUsedUp(Refused why, AttachFacts facts) {
        return why.reason() == Reason.RESERVE_TOO_SMALL
                && facts.stored().flatMap(PayeeRecord::voucher).isPresent();
    }

    private Verdict checkShown(ChannelId id, AttachFacts facts) {
        ChannelOffer shown =
                new ChannelOffer(facts.domain(), id, facts.parameters(), facts.split());
        PayeePolicy asked =
                policy.withSplit(facts.parameters().splitHash())
                        .withPayee(facts.payee().isZero() ? policy.payee() : facts.payee());
        return AttachRules.check(shown, facts.standing(), facts.claimCost(), asked);
    }

    /** The channel was forgotten after its disk state was read: that may be older. */
    private static Refused outdated() {
        return Refused.of(Reason.BUSY, "a channel at rest", "one that was just put away");
    }

    private Refused full() {
        return Refused.of(
                Reason.BUSY, "at most " + accounts.size() + " channels", "one more, none at rest");
    }

    private Account open(AttachFacts facts, PayeeSlot slot) {
        ChannelId id = slot.needChannel();
        PayeeRecord known = facts.stored().orElse(null);
        if (known == null) {
            known =
                    new PayeeRecord(
                            id, facts.parameters(), facts.split(), Optional.empty(), Amount.ZERO);
            slot.record = known;
        }
        Account account =
                new Account(
                        channel(known, facts.standing().head()), known.split(), facts.standing());
        if (known.retired()) account.channel().retire();
        facts.releases()
                .forEach(part -> account.released(part.content()).add(part.first(), part.count()));
        accounts.add(id, account);
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
                                        policy.minStep(),
                                        record.keysServed()));
    }

    private void change(PayeeSlot slot, long sequence) {
        switch (slot.needChange()) {
            case ChannelChange.LedgerSilent _ -> creditStopped = true;
            case ChannelChange.LedgerBack _ -> creditStopped = false;
            case ChannelChange.Asked asked -> asked.answer().complete(report(asked.most()));
            case ChannelChange.Retired retired -> retire(slot, retired.known(), sequence);
            case ChannelChange.Seen seen -> {
                Account account = accounts.find(slot.channel);
                if (account != null)
                    account.seen(seen.standing(), seen.standing().counted(policy.exposureCap()));
            }
            case ChannelChange.ExitStarted _ -> {
                Account account = accounts.find(slot.channel);
                if (account != null) account.channel().exitStarted();
            }
        }
    }

    /** For good: it is on disk before who asked is told, whether the channel is attached or not. */
    private void retire(PayeeSlot slot, PayeeRecord known, long sequence) {
        Account account = accounts.find(slot.channel);
        if (account == null) accounts.changing(known.channel(), sequence);
        else account.channel().retire();
        slot.retired = known;
    }

    private GateReport report(int most) {
        return new GateReport(accounts.size(), creditStopped, accounts.recent(most));
    }
}
