package dev.sluice.engine.grant;

import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.grant.Delegation;
import dev.sluice.streaming.grant.Denied;
import dev.sluice.streaming.grant.GrantException;
import dev.sluice.streaming.grant.Handover;
import dev.sluice.streaming.grant.HolderKey;
import dev.sluice.streaming.proto.SignedDelegation;
import dev.sluice.streaming.store.ContentSecrets;
import dev.sluice.streaming.store.Durable;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * By what right a node sells the keys of works: as their creator, or by a creator's delegation.
 * Reads its home's files when asked, so that what another command wrote there counts at once.
 */
public final class KeyAuthority {
    private final Path home;

    public KeyAuthority(Path home) {
        this.home = home;
    }

    public Path home() {
        return home;
    }

    /**
     * The right to sell one work's keys.
     *
     * @param hand signs the key answers
     * @param signed the delegation to show; null for the creator
     * @param delegation the same, read; null for the creator
     */
    public record Right(
            CreatorKey hand, @Nullable SignedDelegation signed, @Nullable Delegation delegation) {
        public boolean isCreator() {
            return delegation == null;
        }

        /** What speaks against selling now; empty for the creator. */
        public Optional<Denied> check(Manifest manifest, PeerId self, long nowSeconds) {
            return delegation == null
                    ? Optional.empty()
                    : delegation.check(manifest, self, nowSeconds);
        }
    }

    /** The right to sell the keys of that work, or empty when there is none. */
    public Optional<Right> right(Manifest manifest) throws IOException {
        CreatorKey creator = creatorKey();
        if (creator != null && creator.publicKey().equals(manifest.core().creator()))
            return Optional.of(new Right(creator, null, null));
        Path file = delegationFile(manifest.id());
        if (!Files.exists(file)) return Optional.empty();
        try {
            SignedDelegation signed =
                    Delegation.parse(Durable.readCapped(file, Delegation.MAX_BYTES));
            Delegation delegation = Delegation.verify(signed, manifest.core().creator());
            HolderKey key = holderKey(new SecureRandom());
            return delegation.answerKey().equals(key.holder().signing())
                    ? Optional.of(new Right(key.signing(), signed, delegation))
                    : Optional.empty();
        } catch (GrantException e) {
            return Optional.empty(); // a paper that does not hold gives no right
        }
    }

    /** The creator's key of this home, or null when nothing was published here. */
    public @Nullable CreatorKey creatorKey() throws IOException {
        Path file = home.resolve("creator.key");
        return Files.exists(file) ? CreatorKey.fromSeed(Files.readAllBytes(file)) : null;
    }

    /** The holder's key of this home, made when there is none. */
    public HolderKey holderKey(SecureRandom random) throws IOException {
        Path file = home.resolve("holder.key");
        if (!Files.exists(file)) Durable.writePrivate(file, HolderKey.generate(random).toBytes());
        try {
            return HolderKey.of(Durable.readCapped(file, HolderKey.BYTES));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** Takes over a handover file: from now on this home may sell that work's keys. */
    public Delegation accept(byte[] file, Manifest manifest, PeerId self)
            throws IOException, GrantException {
        HolderKey key = holderKey(new SecureRandom());
        Handover handover = Handover.open(file, manifest.core().creator(), key);
        Delegation delegation = handover.delegation();
        Optional<Denied> why = delegation.check(manifest, self, delegation.notBefore());
        if (why.isPresent()) throw new GrantException(why.get());
        if (!delegation.answerKey().equals(key.holder().signing()))
            throw new GrantException(
                    new Denied(
                            Denied.Kind.WRONG_HOLDER,
                            String.valueOf(key.holder().signing()),
                            String.valueOf(delegation.answerKey())));
        new ContentSecrets(home).save(manifest.id(), handover.seed());
        Path target = delegationFile(manifest.id());
        Durable.createPrivateDirectory(delegations());
        Durable.writePrivate(target, handover.signed().toByteArray());
        return delegation;
    }

    /** Whether key channels for a delegated work pay this address. */
    public boolean isDelegatedPayee(Bytes payee) throws IOException {
        for (Delegation delegation : delegations(delegations()))
            if (delegation.payee().equals(payee)) return true;
        return false;
    }

    private static List<Delegation> delegations(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) return List.of();
        List<Delegation> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(f -> !f.toString().endsWith(".new")).toList())
                all.add(Delegation.own(Durable.readCapped(file, Delegation.MAX_BYTES)));
        } catch (GrantException e) {
            throw new IOException(directory + ": " + e.getMessage(), e);
        }
        return all;
    }

    private Path delegations() {
        return home.resolve("delegations");
    }

    private Path delegationFile(ContentId content) {
        return delegations().resolve(content.toString());
    }
}
