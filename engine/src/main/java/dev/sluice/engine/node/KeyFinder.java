package dev.sluice.engine.node;

import dev.sluice.engine.consumer.KeyTrust;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.engine.wire.MalformedMessage;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.rules.Reason;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.grant.Delegation;
import dev.sluice.streaming.grant.Denied;
import dev.sluice.streaming.grant.GrantException;
import dev.sluice.streaming.grant.HeldSeed;
import dev.sluice.streaming.proto.SignedDelegation;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds who sells a work's keys: the creator's key service, or, when that does not answer, a
 * delegate whose right to sell holds (T25); before both the delegate who was paid for some of them.
 * Blocks its caller.
 */
public final class KeyFinder {
    private final PeerLookup lookup;
    private final Manifest manifest;
    private final Bytes signedManifest;
    private final List<HeldSeed> held;
    private final long nowSeconds;

    KeyFinder(
            PeerLookup lookup,
            Manifest manifest,
            byte[] signedManifest,
            List<HeldSeed> held,
            long nowSeconds) {
        this.lookup = lookup;
        this.manifest = manifest;
        this.signedManifest = Bytes.of(signedManifest);
        this.held = List.copyOf(held);
        this.nowSeconds = nowSeconds;
    }

    /**
     * The creator's key service if it answers; else the first of the peers that is a delegate.
     *
     * @param paid the payee of whom most of the work's keys were bought before: the delegate with
     *     channels to it goes first, since it sells none of them twice; null when there is none
     */
    public KeySource find(PeerAddress creator, List<PeerAddress> peers, @Nullable Address paid)
            throws IOException, RefusedException, GrantException {
        if (trust(manifest.core().creator(), null).coversAll(manifest)) return own(creator);
        KeySource before = paid == null ? null : paid(paid, creator, peers);
        if (before != null) return before;
        try (PeerClient _ = lookup.connect(creator)) {
            return own(creator);
        } catch (IOException e) {
            return anyDelegate(creator + ": " + e.getMessage(), creator, peers);
        }
    }

    private @Nullable KeySource paid(Address payee, PeerAddress creator, List<PeerAddress> peers) {
        if (payee.equals(Works.payee(manifest))) return null;
        for (PeerAddress peer : peers)
            try {
                if (peer.peer().equals(creator.peer())) continue;
                KeySource source = delegate(peer);
                Delegation right = source.delegation();
                if (right != null && Works.payee(right).equals(payee)) return source;
            } catch (GrantException | IOException | RefusedException | MalformedMessage e) {
                // whoever else sells them is found below, and paid
            }
        return null;
    }

    private KeySource anyDelegate(
            String creatorsFault, PeerAddress creator, List<PeerAddress> peers)
            throws IOException, GrantException {
        List<String> faults = new ArrayList<>(List.of(creatorsFault));
        GrantException denied = null;
        for (PeerAddress peer : peers)
            try {
                if (!peer.peer().equals(creator.peer())) return sellerAt(peer);
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
        try {
            return sellerAt(address);
        } catch (RefusedException e) {
            if (e.why().reason() != Reason.UNKNOWN_CONTENT) throw e;
            throw new IOException(
                    address
                            + " sells no keys of this work: it is not its creator's, and has no"
                            + " delegation that holds");
        }
    }

    private KeySource sellerAt(PeerAddress address)
            throws IOException, RefusedException, GrantException {
        List<PeerAddress> services = manifest.offer().keyServices();
        boolean creators =
                services.isEmpty()
                        || services.stream().anyMatch(s -> s.peer().equals(address.peer()));
        return creators ? own(address) : delegate(address);
    }

    /** A delegate, which must show that it is one. */
    private KeySource delegate(PeerAddress address)
            throws IOException, RefusedException, GrantException {
        try (PeerClient client = lookup.connect(address)) {
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

    private KeyTrust trust(Bytes seller, @Nullable SignedDelegation delegation) {
        return new KeyTrust(seller, signedManifest, delegation, held);
    }
}
