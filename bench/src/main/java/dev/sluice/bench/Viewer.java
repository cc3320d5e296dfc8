package dev.sluice.bench;

import dev.sluice.engine.consumer.Playback;
import dev.sluice.engine.consumer.PlaybackListener;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.engine.consumer.PlayerSink;
import dev.sluice.engine.node.ConsumerNode;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.WaitListener;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.quic.Load;
import dev.sluice.streaming.quic.PeerIdentity;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/**
 * A consuming node with an identity, a key that signs, a socket and channels of its own. The
 * account that deposits, and the way to the ledger, it shares with others of its process.
 */
public final class Viewer implements AutoCloseable {
    private static final Amount NO_LIMIT = new Amount(-1, -1);
    private static final long IDLE_TIMEOUT_NS = 30_000_000_000L;

    private final PeerIdentity identity;
    private final RocksChannelStore channels;
    private final ConsumerNode node;
    private final PeerAddress keyService;
    private final Manifest manifest;

    /** Looks the work up at who sells its keys. */
    public Viewer(
            Path directory,
            ContentId content,
            PeerAddress keyService,
            SecretKey wallet,
            Ledger ledger)
            throws Exception {
        this(directory, content, keyService, wallet, ledger, TransportSettings.defaults());
    }

    /** The same over other packets. */
    public Viewer(
            Path directory,
            ContentId content,
            PeerAddress keyService,
            SecretKey wallet,
            Ledger ledger,
            TransportSettings transport)
            throws Exception {
        SecureRandom random = new SecureRandom();
        Home home = Home.at(directory);
        this.keyService = keyService;
        identity = home.identity(random);
        channels = home.channels();
        node =
                ConsumerNode.start(
                        new ConsumerNode.Parts(
                                identity,
                                wallet,
                                SecretKey.random(random),
                                ledger,
                                channels,
                                transport,
                                random,
                                WaitListener.NONE));
        manifest = ManifestCodec.verify(node.lookup().manifestBytes(content, List.of(keyService)));
    }

    /** With channels that can pay for all of it. */
    public PlaybackPlan prepare(List<PeerAddress> seeders) throws Exception {
        return node.prepare(manifest, keyService, seeders, NO_LIMIT, IDLE_TIMEOUT_NS);
    }

    public Playback play(PlaybackPlan plan, PlayerSink player, PlaybackListener listener) {
        return node.play(plan, player, listener);
    }

    public PeerIdentity identity() {
        return identity;
    }

    public Manifest manifest() {
        return manifest;
    }

    public Load load() {
        return node.lookup().load();
    }

    /** Closes its node, whatever it does; its channels can still be written. */
    public void disconnect() {
        node.close();
    }

    @Override
    public void close() throws IOException {
        node.close();
        channels.close();
    }
}
