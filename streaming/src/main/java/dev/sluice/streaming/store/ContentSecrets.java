package dev.sluice.streaming.store;

import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.RootSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The root seeds of a creator's works. */
public final class ContentSecrets {
    private final Path directory;

    public ContentSecrets(Path home) {
        this.directory = home.resolve("secrets");
    }

    public void save(ContentId content, RootSeed seed) throws IOException {
        throw new UnsupportedOperationException(directory + " " + content + seed);
    }

    public Optional<RootSeed> load(ContentId content) throws IOException {
        throw new UnsupportedOperationException(directory + " " + content);
    }
}
