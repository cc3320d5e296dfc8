package dev.sluice.engine.grant;

import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.grant.Denied;
import dev.sluice.streaming.grant.Grant;
import dev.sluice.streaming.grant.GrantException;
import dev.sluice.streaming.grant.HolderKey;
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
        Durable.writePrivate(directory.resolve(grant.serial().toString()), signed);
        return grant;
    }

    /** What is held, as it says of itself, in order of serial. */
    public List<Grant> list() throws IOException, GrantException {
        if (!Files.isDirectory(directory)) return List.of();
        List<Grant> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(f -> !f.toString().endsWith(".new")).sorted().toList())
                all.add(Grant.unverified(Durable.readCapped(file, Grant.MAX_BYTES)));
        }
        return all;
    }

    /** Forgets a grant that was passed on. */
    public void drop(Grant grant) throws IOException {
        Files.deleteIfExists(directory.resolve(grant.serial().toString()));
    }

    /** The seeds of all grants of that work that are good now. */
    public List<KeySeed> seeds(Manifest manifest, HolderKey key, long nowSeconds)
            throws IOException, GrantException {
        List<KeySeed> seeds = new ArrayList<>();
        for (Grant held : list()) {
            if (!held.content().equals(manifest.id())) continue;
            Path file = directory.resolve(held.serial().toString());
            Grant grant =
                    Grant.verify(
                            Durable.readCapped(file, Grant.MAX_BYTES), manifest.core().creator());
            Optional<Denied> why = grant.check(manifest, key.holder(), nowSeconds, false);
            if (why.isEmpty()) seeds.addAll(grant.open(key));
        }
        return seeds;
    }

    /** The grants of a work. */
    public List<Grant> of(ContentId content) throws IOException, GrantException {
        return list().stream().filter(g -> g.content().equals(content)).toList();
    }
}
