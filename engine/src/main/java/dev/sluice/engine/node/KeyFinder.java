package dev.sluice.engine.node;

import dev.sluice.engine.consumer.KeyTrust;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.engine.wire.MalformedMessage;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.grant.Delegation;
import dev.sluice.streaming.grant.Denied;
import dev.sluice.streaming.grant.GrantException;
import dev.sluice.streaming.grant.HeldSeed;
import dev.sluice.streaming.proto.SignedDelegation;
import dev.sluice.streaming.quic.QuicNode;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds who sells a work's keys: the creator's key service, or, when that does not answer, a
 * delegate whose right to sell holds (T25). Blocks its caller.
 */
public final class KeyFinder {
    private final QuicNode quic;
    private final Manifest manifest;
    private final Bytes signedManifest;
    private final List<HeldSeed> held;
    private final long nowSeconds;

    KeyFinder(
            QuicNode quic,
            Manifest manifest,
            byte[] signedManifest,
            List<HeldSeed> held,
            long nowSeconds) {
        this.quic = quic;
        this.manifest = manifest;
        this.signedManifest = Bytes.of(signedManifest);
        this.held = List.copyOf(held);
        this.nowSeconds = nowSeconds;
    }

    /** The creator's key service if it answers; else the first of the peers that is a delegate. */
    public KeySource find(PeerAddress creator, List<PeerAddress> peers)
            throws IOException, RefusedException, GrantException {
        if (trust(manifest.core().creator(), null).coversAll(manifest)) return own(creator);
        try (PeerClient _ = PeerClient.connect(quic, creator)) {
            return own(creator);
        } catch (IOException e) {
            return delegate(creator + ": " + e.getMessage(), creator, peers);
        }
    }

    private KeySource delegate(String creatorsFault, PeerAddress creator, List<PeerAddress> peers)
            throws IOException, GrantException {
        List<String> faults = new ArrayList<>(List.of(creatorsFault));
        GrantException denied = null;
        for (PeerAddress peer : peers)
            try {
                if (!peer.peer().equals(creator.peer())) return named(peer);
            } catch (GrantException e) {
                denied = e;
            } catch (IOException | RefusedException | MalformedMessage e) {
                faults.add(peer + ": " + e.getMessage());
            }
        if (denied != null) throw denied;
        throw new IOException("nobody sells the keys: " + String.join("; ", faults));
    }

    /** The key service at that address, which must be the creator's or show a good delegation. */
    public KeySource named(PeerAddress address)
            throws IOException, RefusedException, GrantException {
        List<PeerAddress> services = manifest.offer().keyServices();
        boolean creators =
                services.isEmpty()
                        || services.stream().anyMatch(s -> s.peer().equals(address.peer()));
        if (creators) return own(address);
        try (PeerClient client = PeerClient.connect(quic, address)) {
            SignedDelegation signed = client.delegation(manifest.id());
            Delegation delegation = Delegation.verify(signed, manifest.core().creator());
            Optional<Denied> why = delegation.check(manifest, address.peer(), nowSeconds);
            if (why.isPresent()) throw new GrantException(why.get());
            return new KeySource(address, delegation, trust(delegation.answerKey(), signed));
        }
    }

    private KeySource own(PeerAddress address) {
        return new KeySource(address, null, trust(manifest.core().creator(), null));
    }

    private KeyTrust trust(
            Bytes seller, @org.jspecify.annotations.Nullable SignedDelegation delegation) {
        return new KeyTrust(seller, signedManifest, delegation, held);
    }
}
