package dev.sluice.streaming.store;

import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.RootSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The root seeds of a creator's works, one file each in {@code secrets/}, readable by the owner
 * alone (T21). A file that others may read, or whose checksum is wrong, is refused: a wrong seed
 * would sell keys that open nothing.
 *
 * <pre>  | "sluice/seedf/1" 14 | version u8 = 1 | seed 32 | CRC-32C u32 of all before |</pre>
 */
public final class ContentSecrets {
    private final Path directory;

    /** The secrets below a creator's home directory; nothing is touched before the first use. */
    public ContentSecrets(Path home) {
        this.directory = home.resolve("secrets");
    }

    /** Keeps a seed, durably. Does nothing when it is kept already. */
    public void save(ContentId content, RootSeed seed) throws IOException {
        Optional<RootSeed> kept = load(content);
        if (kept.isPresent() && kept.get().equals(seed)) return;
        Durable.createPrivateDirectory(directory);
        Durable.writePrivate(file(content), SecretFile.write(seed));
    }

    /** The seed of a work, or empty when this is not its creator's home. */
    public Optional<RootSeed> load(ContentId content) throws IOException {
        Path file = file(content);
        return Files.exists(file) ? Optional.of(SecretFile.read(file)) : Optional.empty();
    }

    /** Whether the seed of a work is kept: whether it is this node's own, or delegated to it. */
    public boolean contains(ContentId content) {
        return Files.exists(file(content));
    }

    /** The works whose seeds are kept, in order of id. */
    public List<ContentId> list() throws IOException {
        if (!Files.isDirectory(directory)) return List.of();
        try (Stream<Path> files = Files.list(directory)) {
            return files.flatMap(file -> StoreLayout.idOf(file).stream()).sorted().toList();
        }
    }

    /** Another work under the same seed: with constant nonces that must never be. */
    Optional<ContentId> otherWorkUnder(RootSeed seed, ContentId content) throws IOException {
        for (ContentId kept : list())
            if (!kept.equals(content) && SecretFile.read(file(kept)).equals(seed))
                return Optional.of(kept);
        return Optional.empty();
    }

    private Path file(ContentId content) {
        return directory.resolve(content.toString());
    }
}
