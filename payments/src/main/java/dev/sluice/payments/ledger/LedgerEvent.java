package dev.sluice.payments.ledger;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;

/**
 * Something that happened in a block. After a reorg the adapter reports {@link Reorg} and then what
 * holds now.
 */
public sealed interface LedgerEvent {
    /** The block that it stands in. */
    BlockRef block();

    record BlockRef(long number, Bytes32 hash) {}

    record Opened(BlockRef block, ChannelId channel, ChannelParameters parameters, Amount reserve)
            implements LedgerEvent {}

    record ToppedUp(BlockRef block, ChannelId channel, Amount reserve) implements LedgerEvent {}

    record Claimed(BlockRef block, ChannelId channel, Amount claimed, Amount delta)
            implements LedgerEvent {}

    record ExitStarted(BlockRef block, ChannelId channel, long exitAt) implements LedgerEvent {}

    record ExitCancelled(BlockRef block, ChannelId channel) implements LedgerEvent {}

    record Closed(BlockRef block, ChannelId channel, Amount refunded) implements LedgerEvent {}

    record Anchored(
            BlockRef block, Bytes32 content, Address creator, Bytes32 manifestHash, long sequence)
            implements LedgerEvent {}

    /** Everything after {@code block} is void. */
    record Reorg(BlockRef block) implements LedgerEvent {}

    /** A new head, after the events of its block. */
    record NewBlock(BlockRef block) implements LedgerEvent {}
}
