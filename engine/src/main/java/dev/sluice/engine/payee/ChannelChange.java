package dev.sluice.engine.payee;

import dev.sluice.payments.money.Amount;

/** What the chain did to a channel. */
public sealed interface ChannelChange {
    record ToppedUp(Amount reserve) implements ChannelChange {}

    record ExitStarted() implements ChannelChange {}

    record ExitCancelled() implements ChannelChange {}

    record Closed() implements ChannelChange {}
}
