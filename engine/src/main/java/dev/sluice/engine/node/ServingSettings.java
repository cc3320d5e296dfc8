package dev.sluice.engine.node;

import dev.sluice.engine.keeper.KeeperSettings;
import dev.sluice.engine.payee.PipelineSettings;
import dev.sluice.payments.rules.PayeePolicy;
import dev.sluice.streaming.quic.TransportSettings;
import java.net.InetSocketAddress;

/**
 * How a serving node is set up.
 *
 * @param bind address and UDP port; port 0 takes a free one
 * @param policy what it asks of a channel
 * @param mirrors whether peers that want to seed get this creator's ciphertext for nothing
 * @param keeper when vouchers become claims
 */
public record ServingSettings(
        InetSocketAddress bind,
        PayeePolicy policy,
        boolean mirrors,
        PipelineSettings pipeline,
        TransportSettings transport,
        KeeperSettings keeper) {
    /** With the keeper's default policy. */
    public ServingSettings(
            InetSocketAddress bind,
            PayeePolicy policy,
            boolean mirrors,
            PipelineSettings pipeline,
            TransportSettings transport) {
        this(bind, policy, mirrors, pipeline, transport, KeeperSettings.DEFAULT);
    }
}
