package dev.sluice.streaming.store;

import dev.sluice.streaming.content.AddResult;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.Geometry;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.PageId;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One content on disk. Safe for many threads; the store that opened it closes it. */
public interface StoredContent {
    ContentId id();

    /** The signed manifest, as it was received. */
    byte[] manifestBytes();

    Manifest manifest();

    Geometry geometry();

    /** True when the slice is verified and its bytes are forced to disk. */
    boolean has(long index);

    /**
     * True when the slice is verified and can be read, whether it is forced yet or not: it outlives
     * the process, and maybe not a loss of power.
     */
    boolean isWritten(long index);

    /** How many slices {@link #has} is true for. */
    long verifiedSlices();

    boolean complete();

    /** Bytes of ciphertext that are written. */
    long writtenBytes();

    /**
     * Reads the ciphertext of a slice into the buffer, which must have room for it. Returns its
     * length, or -1 when the slice is not written.
     */
    int read(long index, ByteBuffer target) throws IOException;

    /** A verified hash page, or null when it is not held. The array is the caller's. */
    byte @Nullable [] page(PageId page) throws IOException;

    /** Keeps a hash page if it is the creator's; offer pages from the top down. */
    AddResult writePage(PageId page, byte[] bytes) throws IOException;

    /**
     * Writes the ciphertext of a slice that the caller has verified. It counts as held only after
     * the next {@link #force}.
     */
    void writeVerified(long index, byte[] cipher, int offset, int length) throws IOException;

    /** Forgets a slice whose bytes on disk turned out to be damaged; it can be written again. */
    void discard(long index) throws IOException;

    /**
     * Makes everything written so far durable, data first and then the bits that say so. When it
     * returns, {@link #has} is true for all of it.
     */
    void force() throws IOException;

    /**
     * Replaces the manifest by one of the same content with a higher sequence. False when the
     * sequence is not higher; {@link IllegalArgumentException} for anything else.
     */
    boolean replaceManifest(byte[] manifestBytes) throws IOException;
}
