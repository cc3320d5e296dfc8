package dev.sluice.streaming.store;

import dev.sluice.streaming.content.ContentCore;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.Geometry;
import dev.sluice.streaming.content.HashTree;
import dev.sluice.streaming.content.HashTreeBuilder;
import dev.sluice.streaming.content.KeyTree;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.content.PageId;
import dev.sluice.streaming.content.SliceCipher;
import dev.sluice.streaming.text.Bytes;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Seals slices, in order, into a directory under construction: ciphertext, hash pages, bitmap and
 * signed manifest, in one pass and with a fixed amount of memory. Owned by one thread.
 */
final class ContentBuilder implements Closeable {
    /** Least size of a write, in bytes, while there is more to come. */
    private static final int WRITE_BYTES = 256 << 10;

    private final Geometry geometry;
    private final Publication work;
    private final BuildDirectory directory;
    private final FileChannel cipherFile;
    private final FileChannel pageFile;
    private final HashTree tree;
    private final HashTreeBuilder hashes;
    private final KeyTree keys;
    private final SliceCipher cipher;
    private final byte[] key = new byte[SliceCipher.KEY_BYTES];
    private final byte[] sealed;
    private int filled;
    private long next;

    /** What came of it: the id and the signed manifest. */
    record Built(ContentId id, Bytes manifestBytes) {}

    ContentBuilder(BuildDirectory directory, Geometry geometry, Publication work)
            throws IOException {
        this.geometry = geometry;
        this.work = work;
        this.directory = directory;
        this.tree = new HashTree(geometry);
        this.hashes = new HashTreeBuilder(tree, work.hash(), this::writePage);
        this.keys = new KeyTree(work.seed(), geometry, work.cipher());
        this.cipher = new SliceCipher(geometry, work.cipher());
        this.sealed = new byte[WRITE_BYTES + geometry.sliceBytes() + Geometry.TAG_BYTES];
        this.cipherFile = create(directory.file(StoreLayout.CIPHER));
        this.pageFile = create(directory.file(StoreLayout.PAGES));
    }

    /** Seals the next slice, whose plaintext lies at the start of the array. */
    void append(byte[] plain) throws IOException {
        int length = geometry.sliceLength(next);
        keys.keyFor(next, key, 0);
        int written = cipher.seal(key, next, plain, 0, length, sealed, filled);
        appendHash(written);
        filled += written;
        next++;
        if (filled >= WRITE_BYTES) flush();
    }

    /** Writes what is left, signs the manifest and forces everything. */
    Built finish() throws IOException {
        flush();
        Manifest manifest = new Manifest(core(), work.offer());
        byte[] signed = ManifestCodec.sign(manifest, work.creator());
        pageFile.force(true);
        cipherFile.force(true);
        writeBitmap();
        Durable.write(directory.file(StoreLayout.MANIFEST), signed);
        return new Built(manifest.id(), Bytes.of(signed));
    }

    private ContentCore core() throws IOException {
        try {
            return new ContentCore(
                    geometry,
                    work.cipher(),
                    work.hash(),
                    hashes.root(),
                    work.creator().publicKey());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void appendHash(int length) throws IOException {
        try {
            hashes.append(sealed, filled, length, key);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void flush() throws IOException {
        ByteBuffer out = ByteBuffer.wrap(sealed, 0, filled);
        while (out.hasRemaining()) cipherFile.write(out);
        filled = 0;
    }

    private void writePage(PageId page, byte[] bytes) {
        try {
            ByteBuffer out = ByteBuffer.wrap(bytes);
            while (out.hasRemaining()) pageFile.write(out, tree.pageOffset(page) + out.position());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeBitmap() throws IOException {
        Bitmap all = new Bitmap(geometry.slices());
        for (long slice = 0; slice < geometry.slices(); slice++) all.set(slice);
        FileSliceStore.writeBitmap(directory, all);
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void close() throws IOException {
        try {
            cipherFile.close();
        } finally {
            pageFile.close();
        }
    }
}
