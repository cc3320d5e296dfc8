package dev.sluice.engine.grant;

import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.grant.Denied;
import dev.sluice.streaming.grant.Grant;
import dev.sluice.streaming.grant.GrantException;
import dev.sluice.streaming.grant.HeldSeed;
import dev.sluice.streaming.grant.HolderKey;
import dev.sluice.streaming.grant.Revocations;
import dev.sluice.streaming.grant.Serial;
import dev.sluice.streaming.proto.SignedGrant;
import dev.sluice.streaming.store.Durable;
import dev.sluice.streaming.text.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The grants that a home holds, one file each, named by serial. */
public final class GrantBox {
    private final Path directory;

    private GrantBox(Path directory) {
        this.directory = directory;
    }

    public static GrantBox at(Path home) {
        return new GrantBox(home.resolve("grants"));
    }

    /** Keeps a grant, once it is the creator's and this holder's. */
    public Grant keep(byte[] signed, Bytes creator, HolderKey key)
            throws IOException, GrantException {
        Grant grant = Grant.verify(signed, creator);
        grant.open(key);
        Durable.createPrivateDirectory(directory);
        Durable.writePrivate(file(grant.serial()), signed);
        return grant;
    }

    /** What is held, as it says of itself, in order of serial. */
    public List<Grant> list() throws IOException, GrantException {
        if (!Files.isDirectory(directory)) return List.of();
        List<Grant> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(f -> !f.toString().endsWith(".new")).sorted().toList())
                all.add(read(file));
        }
        return all;
    }

    /** Forgets a grant: it was passed on, or is wanted no more. */
    public void drop(Grant grant) throws IOException {
        Files.deleteIfExists(file(grant.serial()));
    }

    /** What the grants of that work give now, and which of them give nothing, and why. */
    public Holding holding(Manifest manifest, HolderKey key, Revocations revoked, long nowSeconds)
            throws IOException, GrantException {
        List<HeldSeed> seeds = new ArrayList<>();
        List<Holding.Useless> useless = new ArrayList<>();
        for (Grant held : of(manifest.id())) {
            SignedGrant signed = Grant.parse(bytes(file(held.serial())));
            Grant grant = Grant.verify(signed, manifest.core().creator());
            boolean ended = revoked.has(grant.serial());
            Optional<Denied> why = grant.check(manifest, key.holder(), nowSeconds, ended);
            if (why.isPresent()) useless.add(new Holding.Useless(grant, why.get()));
            else for (KeySeed seed : grant.open(key)) seeds.add(new HeldSeed(seed, signed));
        }
        return new Holding(seeds, useless);
    }

    /** The grant with that serial, if it is held. */
    public Optional<Grant> find(Serial serial) throws IOException, GrantException {
        Path file = file(serial);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /** Who of these has signed a grant that is held; empty when none has. */
    public Optional<Bytes> creatorOf(Grant held, List<Bytes> creators)
            throws IOException, GrantException {
        SignedGrant signed = Grant.parse(bytes(file(held.serial())));
        for (Bytes creator : creators) if (Grant.isOf(signed, creator)) return Optional.of(creator);
        return Optional.empty();
    }

    private Path file(Serial serial) {
        return directory.resolve(serial.toString());
    }

    private static Grant read(Path file) throws IOException, GrantException {
        try {
            return Grant.unverified(bytes(file));
        } catch (GrantException e) {
            throw e.in(file.toString());
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        return Durable.readCapped(file, Grant.MAX_BYTES);
    }

    /** The grants of a work. */
    public List<Grant> of(ContentId content) throws IOException, GrantException {
        return list().stream().filter(g -> g.content().equals(content)).toList();
    }
}
