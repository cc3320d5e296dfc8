package dev.sluice.streaming.store;

import dev.sluice.streaming.content.ContentId;
import java.io.IOException;
import java.util.List;

/**
 * Where ciphertext is kept, by content id. Safe for many threads. A failed write stops the whole
 * store for writing (I10): every later write throws {@link StoreStoppedException}.
 */
public interface SliceStore extends AutoCloseable {
    /** The contents held, complete or not, in order of id. */
    List<ContentId> list() throws IOException;

    boolean contains(ContentId content);

    /**
     * The content, one shared instance per id for as long as the store is open. Throws {@link
     * java.nio.file.NoSuchFileException} when it is not held.
     */
    StoredContent open(ContentId content) throws IOException;

    /**
     * Starts an empty content for a mirror, or opens the one that is there. Throws {@link
     * IllegalArgumentException} when the bytes are not a valid signed manifest.
     */
    StoredContent begin(byte[] manifestBytes) throws IOException;

    /** Deletes a content and closes its instance. False when it is not held. */
    boolean remove(ContentId content) throws IOException;

    /** Forces what is pending and closes every content. */
    @Override
    void close() throws IOException;
}
