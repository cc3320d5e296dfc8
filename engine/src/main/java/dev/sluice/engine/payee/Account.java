package dev.sluice.engine.payee;

import dev.sluice.payments.channel.Share;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.PayeeChannel;
import dev.sluice.payments.rules.Standing;
import dev.sluice.payments.store.PayeeRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An attached channel: who may spend from it, what its payer has bought keys of, and how the chain
 * sees it. Owned by the gate's thread, but for its {@link Mark}.
 */
final class Account {
    private final PayeeChannel channel;
    private final List<Share> split;
    private final Mark mark = new Mark();
    private final Map<Bytes32, SliceRanges> released = new HashMap<>();
    private Bytes32 spender = Bytes32.ZERO;
    private Standing standing;

    /** The disk says that all that was accepted is spent. */
    private boolean spent;

    /** The request whose batch makes the account durable; -1 when nothing waits. */
    private long lastKept = -1;

    Account(PayeeChannel channel, List<Share> split, Standing standing) {
        this.channel = channel;
        this.split = split;
        this.standing = standing;
        publish();
    }

    PayeeChannel channel() {
        return channel;
    }

    Mark mark() {
        return mark;
    }

    Standing standing() {
        return standing;
    }

    SliceRanges released(Bytes32 content) {
        return released.computeIfAbsent(content, _ -> new SliceRanges());
    }

    boolean isSpentBy(Bytes32 peer) {
        return spender.equals(peer);
    }

    void spender(Bytes32 peer) {
        spender = peer;
        publish();
    }

    void seen(Standing now, Amount counted) {
        standing = now;
        channel.standing(now.head(), counted);
        publish();
    }

    /** A write of the request at {@code sequence} belongs to this account. */
    void kept(long sequence) {
        lastKept = sequence;
        publish();
    }

    /** Whether all that it is, but for what is owed, can come back from disk. */
    boolean isAtRest(long durable) {
        return lastKept <= durable;
    }

    /**
     * What must be written before the account is forgotten, so that no credit is given twice (I2):
     * null when nothing is owed. On a channel that the chain has closed that no longer matters; on
     * one that a view of the chain lacks it does, since the next view may have it.
     */
    @Nullable PayeeRecord debt() {
        if (standing.head().isClosed() || !channel.isOwed()) return null;
        return new PayeeRecord(
                channel.id(),
                channel.parameters(),
                split,
                Optional.ofNullable(channel.highest()),
                channel.served(),
                channel.isRetired());
    }

    boolean isSpent() {
        return spent;
    }

    void spent(boolean all) {
        spent = all;
    }

    private void publish() {
        mark.set(channel.accepted(), channel.reserve(), spender);
    }

    GateReport.Row row() {
        return new GateReport.Row(
                channel.id(),
                channel.parameters().payer(),
                state(),
                standing.head().reserve(),
                channel.reserve(),
                standing.head().claimed(),
                channel.accepted(),
                channel.served());
    }

    private GateReport.State state() {
        if (channel.isClosed()) return GateReport.State.CLOSED;
        if (channel.isRetired()) return GateReport.State.RELEASED;
        return standing.head().isOpen() ? GateReport.State.OPEN : GateReport.State.EXITING;
    }
}
