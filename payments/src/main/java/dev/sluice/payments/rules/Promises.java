package dev.sluice.payments.rules;

import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.store.PromiseMarks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a payer may have signed for one work, over all its channels: what may be signed now, and
 * what must be durable first.
 *
 * <p>The <b>spend</b> of a work is the sum of all that may have been signed for it, ever. It is on
 * disk in one batch with each promise, and never passes the limit by one unit, whatever crashes
 * where: a promise that reached ahead counts until signatures have caught up with it, or until this
 * process, which knows what it signed, takes it back.
 *
 * <p>No I/O. Whoever drives this writes the rows of a step, calls {@link #written}, and only then
 * signs. A step that was never written stops all further ones for good (I10).
 *
 * <p>Threads: belongs to the session's thread, with its channels.
 */
public final class Promises {
    /** A promise for bytes reaches this many vouchers' worth ahead. */
    public static final int AHEAD = 32;

    private final Bytes32 content;
    private final Amount limit;
    private final Amount elsewhere;
    private final List<Promise> all = new ArrayList<>();
    private @Nullable PromiseStep pending;
    private @Nullable Promise signing;
    private Amount signingAmount = Amount.ZERO;

    /**
     * @param limit the most that may ever be signed for the work
     * @param elsewhere what may have been signed for it on channels that take no part now
     */
    public Promises(Bytes32 content, Amount limit, Amount elsewhere) {
        this.content = content;
        this.limit = limit;
        this.elsewhere = elsewhere;
    }

    /** A channel that pays for bytes. */
    public Promise addBytes(PayerChannel channel, PromiseMarks marks, Amount spent) {
        return add(new Promise(channel, content, marks, spent, new KeyRanges(), AHEAD));
    }

    /**
     * A channel that pays for keys. Each purchase is a write, since what was bought must be known
     * before it is paid for; so the promise reaches no further.
     */
    public Promise addKeys(
            PayerChannel channel, PromiseMarks marks, Amount spent, KeyRanges bought) {
        return add(new Promise(channel, content, marks, spent, bought, 0));
    }

    private Promise add(Promise promise) {
        all.add(promise);
        return promise;
    }

    public Bytes32 content() {
        return content;
    }

    public Amount limit() {
        return limit;
    }

    /** What may have been signed for the work in all. */
    public Amount spent() {
        Amount sum = elsewhere;
        for (Promise promise : all) sum = sum.plus(promise.spent());
        return sum;
    }

    /** Takes over what payees have proven. */
    public void follow() {
        for (Promise promise : all) promise.follow();
    }

    /**
     * What must happen before a voucher over this amount is signed. Headroom of other channels is
     * taken back when the budget is needed here; its own too, when a payee has proven more than was
     * known and the budget is smaller than it seemed.
     */
    public PromiseStep sign(Promise promise, Amount cumulative) {
        requireWritten();
        follow();
        if (promise.covers(cumulative)) return PromiseStep.COVERED;
        if (cumulative.compareTo(promise.channel().nextCumulative()) > 0)
            throw new IllegalArgumentException(
                    cumulative + " was not agreed to on " + promise.id());
        Amount growth = promise.growth(cumulative);
        List<PromiseRow> rows = new ArrayList<>();
        Amount total = spent().plus(growth);
        total = total.minus(reclaim(total.minusOrZero(limit), promise, rows));
        Amount less = Amount.min(total.minusOrZero(limit), promise.spare());
        total = total.minus(less);
        if (total.compareTo(limit) > 0)
            return PromiseStep.refuse(Refused.above(Reason.BUDGET_REACHED, limit, total));
        if (growth.isZero() && rows.isEmpty() && less.isZero() && promise.safe()) {
            promise.shown(cumulative);
            return PromiseStep.COVERED;
        }
        Amount ahead = growth.isZero() ? growth : promise.ahead(cumulative, limit.minus(total));
        rows.add(promise.row(growth.plus(ahead), less));
        signing = promise;
        signingAmount = cumulative;
        return await(rows);
    }

    private Amount reclaim(Amount need, Promise except, List<PromiseRow> rows) {
        Amount got = Amount.ZERO;
        for (Promise other : all) {
            Amount less = Amount.min(need.minus(got), other.spare());
            if (other == except || less.isZero()) continue;
            rows.add(other.row(Amount.ZERO, less));
            got = got.plus(less);
        }
        return got;
    }

    /** What is better known than the disk says, when that is worth a write. */
    public PromiseStep note() {
        requireWritten();
        follow();
        List<PromiseRow> rows = new ArrayList<>();
        for (Promise promise : all) addIfNew(promise, Amount.ZERO, rows);
        return await(rows);
    }

    /** The end: what was promised and not signed is taken back. */
    public PromiseStep rest() {
        requireWritten();
        follow();
        List<PromiseRow> rows = new ArrayList<>();
        for (Promise promise : all) addIfNew(promise, promise.spare(), rows);
        return await(rows);
    }

    /** A channel that this playback did not touch keeps its marks: they are another work's. */
    private static void addIfNew(Promise promise, Amount less, List<PromiseRow> rows) {
        PromiseRow row = promise.row(Amount.ZERO, less);
        if (promise.touched() && promise.differs(row)) rows.add(row);
    }

    private PromiseStep await(List<PromiseRow> rows) {
        PromiseStep step = new PromiseStep(null, rows);
        if (!rows.isEmpty()) pending = step;
        return step;
    }

    /** The rows of the step are on disk. */
    public void written(PromiseStep step) {
        if (step.rows().isEmpty()) return;
        if (!step.equals(pending)) throw new IllegalStateException("another step is to be written");
        for (PromiseRow row : step.rows())
            for (Promise promise : all)
                if (promise.id().equals(row.channel())) promise.written(row);
        if (signing != null) signing.shown(signingAmount);
        signing = null;
        pending = null;
    }

    private void requireWritten() {
        if (pending != null)
            throw new IllegalStateException(
                    "a promise could not be written down: nothing is signed any more");
    }
}
