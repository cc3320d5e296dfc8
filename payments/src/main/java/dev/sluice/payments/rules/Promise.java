package dev.sluice.payments.rules;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.store.PromiseMarks;
import dev.sluice.payments.store.SpendRecord;

/**
 * One channel's part in the {@link Promises} of a work: how far its promise reaches, and what of
 * the work's spend it is.
 *
 * <pre>
 *   agreed ≤ counted: all of it stands in the spend of this work, or was spent on something else
 *   floor  ≤ counted: this part may have been signed before this process started, and stays
 * </pre>
 *
 * <p>Pure; belongs to the session's thread.
 */
public final class Promise {
    private final PayerChannel channel;
    private final Bytes32 content;
    private final KeyRanges keys;
    private final int ahead;
    private final Amount promisedBefore;
    private final Amount agreedBefore;
    private PromiseMarks durable;
    private Amount durableSpent;
    private Amount spent;
    private Amount counted;
    private Amount floor;
    private Amount shown;

    Promise(
            PayerChannel channel,
            Bytes32 content,
            PromiseMarks marks,
            Amount spent,
            KeyRanges keys,
            int ahead) {
        this.channel = channel;
        this.content = content;
        this.keys = keys;
        this.ahead = ahead;
        this.promisedBefore = marks.promised();
        this.agreedBefore = marks.agreed();
        this.durable = marks;
        this.durableSpent = spent;
        this.spent = spent;
        this.counted = channel.counted();
        this.floor = counted;
        this.shown = marks.agreed();
    }

    public ChannelId id() {
        return channel.id();
    }

    public PayerChannel channel() {
        return channel;
    }

    public KeyRanges keys() {
        return keys;
    }

    /** May have been signed up to this, as the disk says. */
    public Amount promised() {
        return durable.promised();
    }

    Amount spent() {
        return spent;
    }

    /**
     * Takes over what the payee has proven since. As far as it was promised before it was counted
     * then; beyond, it counts for this work now, whoever has signed it.
     */
    void follow() {
        Amount moved = channel.counted().minus(floor);
        floor = floor.plus(moved);
        counted = counted.plus(moved);
        Amount excess = channel.healed().minusOrZero(counted);
        counted = counted.plus(excess);
        spent = spent.plus(excess);
        shown = Amount.max(shown, channel.healed());
    }

    /** It was signed before, or is known to the payee; and the disk knows it too. */
    boolean covers(Amount cumulative) {
        return cumulative.compareTo(shown) <= 0 && cumulative.compareTo(promised()) <= 0;
    }

    void shown(Amount cumulative) {
        shown = Amount.max(shown, cumulative);
    }

    Amount growth(Amount cumulative) {
        return cumulative.minusOrZero(counted);
    }

    /** How far beyond this amount to promise, so that one write covers many vouchers. */
    Amount ahead(Amount cumulative, Amount left) {
        Amount step = cumulative.minus(shown);
        Amount room = channel.reserve().minusOrZero(cumulative);
        return Amount.min(step.times(ahead), Amount.min(room, left));
    }

    /** What was promised in this process and is not agreed to: can be taken back. */
    Amount spare() {
        return counted.minusOrZero(Amount.max(floor, channel.nextCumulative()));
    }

    /** Nothing that must be durable before a signature differs from the disk. */
    boolean safe() {
        return channel.exposure().compareTo(durable.exposure()) <= 0
                && spent.equals(durableSpent)
                && durable.content().equals(content)
                && !keys.dirty();
    }

    /** This work has used the channel: otherwise its marks are another work's. */
    boolean touched() {
        return shown.compareTo(agreedBefore) > 0 || durable.content().equals(content);
    }

    boolean differs(PromiseRow row) {
        return !row.marks().equals(durable)
                || !row.spend().spent().equals(durableSpent)
                || !row.purchases().isEmpty();
    }

    /** The row after so much more, or less, is promised. */
    PromiseRow row(Amount more, Amount less) {
        Amount reach = counted.plus(more).minus(less);
        PromiseMarks marks =
                new PromiseMarks(
                        Amount.max(promisedBefore, reach),
                        Amount.min(channel.nextCumulative(), reach),
                        channel.exposure(),
                        content,
                        reach);
        SpendRecord spend = new SpendRecord(content, id(), spent.plus(more).minus(less));
        return new PromiseRow(id(), marks, spend, keys.unwritten(content, id()));
    }

    void written(PromiseRow row) {
        durable = row.marks();
        counted = durable.counted();
        spent = row.spend().spent();
        durableSpent = spent;
        keys.written(row.purchases());
    }
}
