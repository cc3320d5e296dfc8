package dev.sluice.engine.node;

import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.peer.PeerPool;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.engine.wire.MalformedMessage;
import dev.sluice.payments.rules.Reason;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.content.ManifestException;
import dev.sluice.streaming.grant.HeldSeed;
import dev.sluice.streaming.quic.Load;
import dev.sluice.streaming.quic.PeerIdentity;
import dev.sluice.streaming.quic.QuicNode;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks peers what costs nothing: manifests, papers, who sells keys. Owns its QUIC socket; needs
 * neither wallet nor ledger. Blocks its caller.
 */
public final class PeerLookup implements AutoCloseable {
    private final QuicNode quic;
    private final PeerPool peers;

    private PeerLookup(QuicNode quic) {
        this.quic = quic;
        this.peers = new PeerPool(quic);
    }

    public static PeerLookup start(PeerIdentity identity, TransportSettings transport)
            throws IOException {
        return new PeerLookup(
                QuicNode.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        identity,
                        transport,
                        new NoVisitors()));
    }

    PeerPool peers() {
        return peers;
    }

    /**
     * The signed manifest of a content, verified, from the first peer that has it. When every peer
     * answers that it does not hold the content, the last refusal is thrown.
     */
    public byte[] manifestBytes(ContentId content, List<PeerAddress> peers)
            throws IOException, RefusedException {
        List<String> failures = new ArrayList<>();
        List<RefusedException> unknown = new ArrayList<>();
        for (PeerAddress peer : peers)
            try (PeerClient client = connect(peer)) {
                byte[] signed = client.manifest(content);
                ManifestCodec.verify(signed, content);
                return signed;
            } catch (RefusedException e) {
                failures.add(peer + ": " + e.getMessage());
                if (e.why().reason() == Reason.UNKNOWN_CONTENT) unknown.add(e);
            } catch (IOException | ManifestException | MalformedMessage e) {
                failures.add(peer + ": " + e.getMessage());
            }
        if (!unknown.isEmpty() && unknown.size() == peers.size()) throw unknown.getLast();
        throw new IOException("no peer gave the manifest: " + String.join("; ", failures));
    }

    /** A connection to ask on; closing it keeps it for the next who asks that peer. */
    public PeerClient connect(PeerAddress peer) throws IOException, RefusedException {
        return peers.take(peer);
    }

    /** Connects to all of them at once; who cannot be reached is told of by who needs it. */
    void approach(List<PeerAddress> addresses) {
        List<Thread> dials =
                addresses.stream()
                        .distinct()
                        .map(one -> Thread.ofVirtual().name("approach").start(() -> meet(one)))
                        .toList();
        try {
            for (Thread dial : dials) dial.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void meet(PeerAddress address) {
        try (PeerClient _ = connect(address)) {
            // kept
        } catch (IOException | RefusedException | RuntimeException e) {
            // whoever needs it fails for the same reason
        }
    }

    /** Finds who sells a work's keys; {@code held} need not be bought. */
    public KeyFinder keys(
            Manifest manifest, byte[] signedManifest, List<HeldSeed> held, long nowSeconds) {
        return new KeyFinder(this, manifest, signedManifest, held, nowSeconds);
    }

    /** The connections and streams that are open now. */
    public Load load() {
        return quic.load();
    }

    @Override
    public void close() {
        peers.close();
        quic.close();
    }
}
