package dev.sluice.engine.keeper;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.Claim;
import dev.sluice.payments.ledger.LedgerEvent;

/** What a keeper learns. */
public sealed interface KeeperEvent {
    /** A channel with its highest voucher, which is durable; a lower one than before is ignored. */
    record Held(Claim claim) implements KeeperEvent {}

    /** A higher voucher of a channel that was {@link Held} before; durable. */
    record Raised(SignedVoucher voucher) implements KeeperEvent {}

    /** The answer to {@link KeeperEffects#read}: the channel at the head and at the final block. */
    record OnChain(ChannelId channel, ChannelOnChain head, ChannelOnChain settled)
            implements KeeperEvent {}

    /** No answer to a read. */
    record ReadFailed(ChannelId channel, String why) implements KeeperEvent {}

    /** What happened on chain, in order; of channels that are not held, too. */
    record Happened(LedgerEvent event) implements KeeperEvent {}

    /** What a unit of gas costs now, in wei; zero before the first. */
    record GasPrice(long wei) implements KeeperEvent {
        public GasPrice {
            if (wei < 0) throw new IllegalArgumentException("gas price " + wei);
        }
    }

    /** The transaction of a batch is in a block; some of its rows may have been skipped. */
    record BatchIncluded(long batch) implements KeeperEvent {}

    /**
     * The transaction of a batch was not sent, or is not known to have settled.
     *
     * @param reachable whether the ledger answered: then it is this batch that it does not like
     */
    record BatchFailed(long batch, boolean reachable, String why) implements KeeperEvent {}

    /** Claim this channel now, whatever it costs: its payee is about to release it. */
    record SettleNow(ChannelId channel) implements KeeperEvent {}

    /** Claim all that pays for itself: the node stops, or its owner wants the money. */
    record ClaimAll() implements KeeperEvent {}

    /** Time has passed; at least once a second while anything is held. */
    record Tick() implements KeeperEvent {}
}
