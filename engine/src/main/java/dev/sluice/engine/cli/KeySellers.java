package dev.sluice.engine.cli;

import dev.sluice.engine.grant.Holding;
import dev.sluice.engine.node.ConsumerNode;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.KeyFinder;
import dev.sluice.engine.node.KeySource;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.text.PeerAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the keys of a work come from. */
record KeySellers(Home home, ConsumerNode consumer, Output output) {
    /**
     * Keys that a grant gives are not bought. The key service that was named, the creator's, or a
     * delegate's among the peers; that one first who was paid for keys of this work.
     */
    KeySource find(
            Manifest manifest, byte[] signed, List<PeerAddress> peers, @Nullable String named)
            throws Exception {
        PeerAddress creator = Peers.keyService(manifest, peers);
        Holding holding = Grants.holding(home, consumer.lookup(), manifest, creator, output);
        KeyFinder finder =
                consumer.lookup().keys(manifest, signed, holding.seeds(), Grants.nowSeconds());
        return named != null
                ? finder.named(Peers.parse(named))
                : finder.find(creator, peers, consumer.paidForKeys(manifest).orElse(null));
    }
}
