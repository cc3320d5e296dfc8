package dev.sluice.engine.payee;

import dev.sluice.payments.channel.ChannelId;

/** Told on the gate's thread which channels it holds; must not block. */
public interface GateListener {
    /** Shown, for the first time or again, by what the ledger said a moment ago. */
    void attached(ChannelId channel);

    /** Forgotten, to make room. */
    void evicted(ChannelId channel);

    /** Nobody listens. */
    GateListener NOBODY =
            new GateListener() {
                @Override
                public void attached(ChannelId channel) {}

                @Override
                public void evicted(ChannelId channel) {}
            };
}
