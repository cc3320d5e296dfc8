package dev.sluice.engine.payee;

import dev.sluice.payments.rules.Standing;
import dev.sluice.payments.store.PayeeRecord;
import java.util.concurrent.CompletableFuture;

/** What the gate is told beside requests: of a channel, or of the ledger as a whole. */
public sealed interface ChannelChange {
    /** What the ledger says of the channel now, for better or worse. */
    record Seen(Standing standing) implements ChannelChange {}

    /** The payer has started an exit: said at once, before the channel is read again. */
    record ExitStarted() implements ChannelChange {}

    /**
     * This node lets the channel go, and takes and serves nothing on it any more, also after a
     * restart.
     *
     * @param known the channel as it is on disk
     */
    record Retired(PayeeRecord known) implements ChannelChange {}

    /** No ledger has answered for too long: no more credit, on any channel. */
    record LedgerSilent() implements ChannelChange {}

    /** A ledger answers again. */
    record LedgerBack() implements ChannelChange {}

    /** A question, not a change: how things stand at the gate. */
    record Asked(int most, CompletableFuture<GateReport> answer) implements ChannelChange {}
}
