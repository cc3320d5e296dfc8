package dev.sluice.streaming.store;

import dev.sluice.streaming.content.ContentId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the files of a store lie below its home. Contents are named by hash, never by title (T19).
 */
record StoreLayout(Path home) {
    static final String MANIFEST = "manifest";
    static final String CIPHER = "cipher";
    static final String PAGES = "pages";
    static final String BITMAP = "bitmap";

    /** Held while a directory is being built, so that a sweep leaves it alone. */
    static final String LOCK = "lock";

    Path contents() {
        return home.resolve("content");
    }

    Path building() {
        return home.resolve("building");
    }

    Path content(ContentId id) {
        return contents().resolve(id.toString());
    }

    /** The content that a file or directory is named after, or empty for a foreign name. */
    static Optional<ContentId> idOf(Path path) {
        try {
            return Optional.of(ContentId.parse(String.valueOf(path.getFileName())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
