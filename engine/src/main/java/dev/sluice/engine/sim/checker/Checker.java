package dev.sluice.engine.sim.checker;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches one world and keeps the first promise that it breaks.
 *
 * <p>Channels, nodes and slices are numbers; the world calls as things happen, and every call
 * judges at once. What a payee forgives with a crash (what it served beyond its last voucher, at
 * most one window) and what a payer loses with one are counted apart, as the promises say.
 */
public final class Checker {
    /** A payee hears of a reorg within so many blocks. */
    private static final long BLOCKS_OF_NEWS = 2;

    private final Prices prices;
    private final List<Account> accounts = new ArrayList<>();
    private final BitSet mute = new BitSet();
    private final BitSet unfit = new BitSet();
    private final BitSet forgetful = new BitSet();
    private @Nullable Violation violation;
    private long checks;
    private long blocks;
    private long head;
    private long headBefore;
    private long newsUntilBlock;
    private long bearableBlocks;

    public Checker(Prices prices) {
        this.prices = prices;
    }

    /** The first promise that was broken, or null. */
    public @Nullable Violation violation() {
        return violation;
    }

    /** How many judgements were made. */
    public long checks() {
        return checks;
    }

    /** A new channel; the number that it has from now on. */
    public int channel(int payer, int payee, boolean keys) {
        accounts.add(new Account(payer, payee, keys));
        return accounts.size() - 1;
    }

    private Account at(int channel) {
        return accounts.get(channel);
    }

    private void require(
            boolean holds, Invariant invariant, String what, int number, long expected, long got) {
        checks++;
        if (holds || violation != null) return;
        String where = what + " " + number;
        violation = new Violation(invariant, where, Long.toString(expected), Long.toString(got));
    }

    // the payee

    /** The payee's disk holds a voucher of this amount. */
    public void durable(int channel, long cumulative) {
        Account a = at(channel);
        atLeast(Invariant.I6, channel, a.durable, cumulative);
        a.durable = cumulative;
        a.acceptedAtHead = headSeen();
        atMost(Invariant.I5, channel, limit(a), cumulative);
    }

    /**
     * What may have been accepted: the reserve, what a reorg deeper than the payee trusts took back
     * after it was accepted, and what it undid and the payee has not heard of yet.
     */
    private long limit(Account a) {
        long limit = Math.max(a.reserve, a.excused);
        return blocks <= a.graceUntilBlock ? Math.max(limit, a.reserveBefore) : limit;
    }

    /** The payee has told somebody that a voucher of this amount counts. */
    public void acknowledged(int channel, long cumulative) {
        Account a = at(channel);
        a.acknowledged = Math.max(a.acknowledged, cumulative);
        atMost(Invariant.I1, channel, a.durable, a.acknowledged);
    }

    /** The payee starts from its disk; what it served beyond its last voucher is forgiven. */
    public void payeeStarted(int channel, long onDisk) {
        Account a = at(channel);
        atMost(Invariant.I1, channel, onDisk, a.acknowledged);
        a.served = Math.min(a.served, a.durable);
    }

    /** The payee has signed that whoever shows it may close the channel at once. */
    public void released(int channel) {
        at(channel).letGo = true;
    }

    /**
     * The payee's disk was replaced by an old copy: what it then does not know, it may lose. One
     * that does not know that it released the channel takes vouchers that the release makes void.
     *
     * @param knowsRelease the copy says that the channel was released, if it was
     */
    public void payeeDiskReplaced(int channel, long onDisk, boolean knowsRelease) {
        Account a = at(channel);
        if (!knowsRelease) a.forgotRelease = a.letGo;
        a.forgiven += Math.max(0, a.durable - onDisk);
        a.durable = onDisk;
        a.acknowledged = Math.min(a.acknowledged, onDisk);
        a.served = Math.min(a.served, onDisk);
    }

    /** A slice's bytes leave the payee. */
    public void served(int channel, long index) {
        Account a = at(channel);
        a.served += prices.value(false, index);
        atMost(Invariant.I2, channel, prices.window(false, a.durable), a.served - a.durable);
    }

    /** Keys leave the payee. */
    public void keysReleased(int channel, long first, long count) {
        Account a = at(channel);
        for (long i = first; i < first + count; i++)
            if (!a.released.get((int) i)) {
                a.released.set((int) i);
                a.releasedValue += prices.value(true, i);
            }
        atMost(Invariant.I8, channel, a.durable + a.forgiven, a.releasedValue);
    }

    // the payer

    /**
     * A payer begins a session with the channel. Bytes are asked for and paid again; what was
     * received and not paid for is no credit for later.
     *
     * @param known what it knows to have signed: after a crash, what its disk says
     */
    public void sessionStarted(int channel, long known) {
        Account a = at(channel);
        a.known = known;
        if (!a.keys) a.receivedSlices.clear();
        a.received = Math.min(a.received, a.signed);
        a.unpaid = 0;
    }

    public void promised(int channel, long amount) {
        at(channel).promised = amount;
    }

    /** The payer's disk was replaced by an old copy: it may pay again what it has forgotten. */
    public void payerDiskReplaced(int channel, long promised) {
        Account a = at(channel);
        a.promised = promised;
        a.lostBefore = Math.max(0, a.signed - a.received);
        a.receivedSlices.clear();
        forgetful.set(a.payer);
    }

    /** A signature over this amount exists. */
    public void signed(int channel, long cumulative) {
        Account a = at(channel);
        long more = Math.max(0, cumulative - a.known);
        a.lost += Math.max(0, more - a.unpaid);
        a.unpaid = Math.max(0, a.unpaid - more);
        a.known += more;
        a.signed = Math.max(a.signed, cumulative);
        atMost(Invariant.PROMISE, channel, a.promised, cumulative);
        atMost(Invariant.I3, channel, prices.window(a.keys, a.signed), a.atRisk());
    }

    /** The payee has shown the payer that it holds this much. */
    public void proven(int channel, long cumulative) {
        Account a = at(channel);
        a.known = Math.max(a.known, cumulative);
    }

    /**
     * Whether the payer may still pay what this payee needs to serve one more slice: what it served
     * on credit and nobody paid, beyond what the credit leaves. All such payments together stay
     * within one window (I3). A payer that crashed must take for lost what it does not remember to
     * have received: a payee that lies would show the same. Nor does it know what it signed and did
     * not write down, so the window is that of what it knows, with the payment itself.
     */
    public boolean mayRiskMore(int channel) {
        Account a = at(channel);
        long paid = Math.max(a.durable, a.known);
        long needed = prices.leastPaid(a.served + prices.value(false, 0));
        long lacking = Math.max(0, needed - paid);
        return a.lost + lacking <= prices.window(false, paid + lacking);
    }

    /** What a payer signed for the work over all its channels, against its limit. */
    public void spent(int payer, long limit) {
        if (forgetful.get(payer)) return;
        long sum = 0;
        for (Account a : accounts) if (a.payer == payer) sum += a.signed;
        require(sum <= limit, Invariant.BUDGET, "payer", payer, limit, sum);
    }

    /** A slice that was paid through this channel, or its key, is here and verified. */
    public void received(int channel, long index) {
        Account a = at(channel);
        if (a.receivedSlices.get((int) index)) return;
        a.receivedSlices.set((int) index);
        a.received += prices.value(a.keys, index);
        a.unpaid += prices.value(a.keys, index);
    }

    /** The player got a slice: {@code content} is what it got, {@code expected} what was sold. */
    public void delivered(int payer, long expected, long content) {
        require(expected == content, Invariant.I7, "payer", payer, expected, content);
    }

    // any node

    /** A write of the node failed. */
    public void writeFailed(int node) {
        mute.set(node);
    }

    /** The node starts again, from its disk. */
    public void started(int node) {
        mute.clear(node);
    }

    /** The node signed, served or answered. */
    public void spoke(int node) {
        require(!mute.get(node), Invariant.I10, "node", node, 0, 1);
    }

    // the ledger

    /** The newest block; a lower number than before is a reorg's. */
    public void head(long number) {
        if (number < head) {
            headBefore = headSeen();
            newsUntilBlock = blocks + BLOCKS_OF_NEWS;
        }
        head = number;
    }

    /** In the block to come a claim costs less than it brings. */
    public void feesAreBearable() {
        bearableBlocks++;
    }

    /** The newest block that a payee may believe in: it hears of a reorg later. */
    private long headSeen() {
        return blocks <= newsUntilBlock ? Math.max(head, headBefore) : head;
    }

    /** The channel on the canonical chain after a block. */
    public void onChain(int channel, long reserve, long claimed, boolean closed) {
        Account a = at(channel);
        atLeast(Invariant.I6, channel, a.claimed, claimed);
        if (claimed > a.claimed) a.takenBackAt = -1;
        if (closed && !a.closed && a.takenBackAt >= 0)
            a.robbed = bearableBlocks - a.takenBackAt < BLOCKS_OF_NEWS;
        a.claimed = claimed;
        a.closed = closed;
        a.reserve = closed ? Math.max(a.reserve, reserve) : reserve;
        if (!closed) atMost(Invariant.I4, channel, reserve, claimed);
        atMost(Invariant.I5, channel, limit(a), a.durable);
        if (a.durable > a.reserve) a.excused = Math.max(a.excused, a.durable);
    }

    /**
     * A reorg took the channel back to this state; {@link #head} was told before. A payee that had
     * waited for as many blocks as went since it accepted, in one reorg or several, has lost
     * nothing; one that had not, at most what it said it would risk.
     */
    public void reorged(int channel, long reserve, long claimed, long confirmations, long cap) {
        Account a = at(channel);
        boolean deeperThanTrusted = Math.max(a.acceptedAtHead, headSeen()) - head > confirmations;
        if (reserve < a.reserve) {
            long trusted = deeperThanTrusted ? a.reserve : Math.min(a.reserve, reserve + cap);
            a.reserveBefore = Math.max(trusted, a.reserveBefore);
            a.graceUntilBlock = blocks + BLOCKS_OF_NEWS;
        }
        if (deeperThanTrusted && a.durable > reserve) a.excused = Math.max(a.excused, a.durable);
        if (claimed < a.claimed) a.takenBackAt = bearableBlocks;
        a.claimed = claimed;
        a.closed = false;
        a.reserve = reserve;
        if (a.durable <= reserve) return;
        atMost(Invariant.I5, channel, Math.max(reserve + cap, limit(a)), a.durable);
        a.excused = Math.max(a.excused, a.durable);
    }

    /** All money there is, after a block. */
    public void conservation(long funded, long outside, long free, long credited, long withdrawn) {
        blocks++;
        long locked = 0;
        long settled = 0;
        for (Account a : accounts) {
            settled += a.claimed;
            if (!a.closed) locked += a.reserve - a.claimed;
        }
        long sum = outside + free + locked + credited;
        require(sum == funded, Invariant.I4, "ledger", 0, funded, sum);
        long paid = credited + withdrawn;
        require(settled == paid, Invariant.I4, "shares on ledger", 0, settled, paid);
    }

    /** The sum of what payees accepted from one payer, against its deposit. */
    public void deposit(int payer, long deposited) {
        long sum = 0;
        for (Account a : accounts) if (a.payer == payer && a.durable <= a.reserve) sum += a.durable;
        require(sum <= deposited, Invariant.I5, "payer", payer, deposited, sum);
    }

    // the end

    /**
     * Faults have stopped long ago: the channel must be closed and all accepted be claimed. But
     * what was claimed in time and a reorg took back is lost when the exit ends before the payee
     * has heard of it and a claim can be borne again: a deadline that passes among faults (I9). And
     * what was accepted after a release that the payee's old disk has forgotten may be lost by it.
     */
    public void settled(int channel) {
        Account a = at(channel);
        if (unfit.get(channel)) return;
        require(a.closed || a.reserve == 0, Invariant.I9, "open channel", channel, 1, 0);
        if (a.excused > 0 || a.robbed || a.forgotRelease) return;
        atLeast(Invariant.I9, channel, a.acknowledged, a.claimed);
    }

    /** The payee could not have claimed: it was away for longer than the exit took. */
    public void excuse(int channel) {
        unfit.set(channel);
    }

    /** Faults have stopped long ago and the node has not come to an end. */
    public void stuck(int node, long delivered, long slices) {
        require(false, Invariant.I9, "node", node, slices, delivered);
    }

    /** An honest world must have played all of it. */
    public void ended(int node, boolean mustFinish, long delivered, long slices) {
        require(!mustFinish || delivered == slices, Invariant.I9, "node", node, slices, delivered);
    }

    private void atMost(Invariant invariant, int channel, long limit, long actual) {
        require(actual <= limit, invariant, "channel", channel, limit, actual);
    }

    private void atLeast(Invariant invariant, int channel, long least, long actual) {
        require(actual >= least, invariant, "channel", channel, least, actual);
    }
}
