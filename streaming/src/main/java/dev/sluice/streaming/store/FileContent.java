package dev.sluice.streaming.store;

import dev.sluice.streaming.content.AddResult;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.Geometry;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.content.ManifestException;
import dev.sluice.streaming.content.PageId;
import dev.sluice.streaming.text.Bytes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A content in a directory of four files, as drawn in {@code package-info}.
 *
 * <p>Reads share nothing but channels and atomic bitmaps. {@code pending}, the slices written since
 * the last force, and {@code writtenFile} are guarded by {@code pending}; {@code bitmapFile} and
 * the order of a force by {@code forcing}, which is taken first. A slice enters pending after its
 * write returned, and its bit is written after a force that began later still, so a bit on disk
 * always means forced bytes. What was only written is noted beside it, unforced: after the process
 * was killed that note is whole and nothing is lost, after a loss of power it is checked by hash.
 */
final class FileContent implements StoredContent, Closeable {
    private final Path directory;
    private final FailStop failStop;
    private final ContentId id;
    private final String name;
    private final DataFile cipher;
    private final DataFile pageFile;
    private final DataFile bits;
    private final StoredPages pages;
    private final Bitmap bitmap;
    private final BitmapFile bitmapFile;
    private final Bitmap written;
    private final BitmapFile writtenFile;
    private final TreeSet<Long> pending = new TreeSet<>();
    private final Object forcing = new Object();
    private volatile SignedBytes signed;

    /** A manifest as it was received, and what it says. */
    private record SignedBytes(Bytes bytes, Manifest manifest) {}

    private FileContent(
            Path directory, DataFile.Opener files, FailStop failStop, SignedBytes signed) {
        this.directory = directory;
        this.failStop = failStop;
        this.signed = signed;
        this.id = signed.manifest().id();
        this.name = id.toString();
        this.cipher = files.open(directory.resolve(StoreLayout.CIPHER));
        this.pageFile = files.open(directory.resolve(StoreLayout.PAGES));
        this.bits = files.open(directory.resolve(StoreLayout.BITMAP));
        this.pages = new StoredPages(pageFile, signed.manifest().core());
        this.bitmap = new Bitmap(geometry().slices());
        this.bitmapFile = new BitmapFile(bits, geometry().slices());
        this.written = new Bitmap(geometry().slices());
        this.writtenFile = BitmapFile.written(bits, geometry().slices());
    }

    /** Opens a directory; slices whose bits were damaged are checked anew first. */
    static FileContent open(Path directory, ContentId id, DataFile.Opener files, FailStop failStop)
            throws IOException {
        byte[] bytes =
                Durable.readCapped(
                        directory.resolve(StoreLayout.MANIFEST), ManifestCodec.MAX_BYTES);
        FileContent content =
                new FileContent(directory, files, failStop, verified(bytes, id, directory));
        try {
            content.recover();
            return content;
        } catch (IOException e) {
            content.close();
            throw e;
        }
    }

    private static SignedBytes verified(byte[] bytes, ContentId id, Path directory)
            throws IOException {
        try {
            return new SignedBytes(Bytes.of(bytes), ManifestCodec.verify(bytes, id));
        } catch (ManifestException e) {
            throw new IOException(
                    "the manifest in " + directory + " is damaged: " + e.getMessage(), e);
        }
    }

    private void recover() throws IOException {
        List<Integer> damaged = bitmapFile.load(bitmap);
        writtenFile.load(written); // where that is damaged, it hints at nothing
        BitmapRecovery recovery = new BitmapRecovery(geometry(), cipher, pages);
        SortedSet<Long> doubtful = recovery.doubtful(damaged, written, bitmap);
        if (!damaged.isEmpty() || !doubtful.isEmpty()) {
            SortedSet<Long> found = recovery.find(doubtful);
            failStop.run("repair the bitmap of " + name, () -> repair(doubtful, found));
        }
        written.setAll(bitmap);
    }

    private void repair(SortedSet<Long> doubtful, SortedSet<Long> found) throws IOException {
        cipher.force();
        pageFile.force();
        bitmap.setAll(found);
        bitmapFile.writeAll(bitmap);
        if (written.count() > 0) {
            doubtful.forEach(written::clear);
            writtenFile.writeAll(written);
        }
        bits.force();
    }

    @Override
    public ContentId id() {
        return id;
    }

    @Override
    public byte[] manifestBytes() {
        return signed.bytes().toArray();
    }

    @Override
    public Manifest manifest() {
        return signed.manifest();
    }

    @Override
    public Geometry geometry() {
        return manifest().geometry();
    }

    @Override
    public boolean has(long index) {
        return bitmap.get(index);
    }

    @Override
    public boolean isWritten(long index) {
        return written.get(index);
    }

    @Override
    public long verifiedSlices() {
        return bitmap.count();
    }

    @Override
    public boolean complete() {
        return bitmap.count() == bitmap.slices();
    }

    @Override
    public long writtenBytes() {
        long last = geometry().slices() - 1;
        long full = geometry().cipherLength(0);
        long sum = written.count() * full;
        return written.get(last) ? sum - full + geometry().cipherLength(last) : sum;
    }

    @Override
    public int read(long index, ByteBuffer target) throws IOException {
        if (!isWritten(index)) return -1;
        int length = geometry().cipherLength(index);
        if (target.remaining() < length)
            throw new IllegalArgumentException(
                    "slice "
                            + index
                            + " takes "
                            + length
                            + " bytes, room for "
                            + target.remaining());
        int limit = target.limit();
        target.limit(target.position() + length);
        try {
            if (cipher.read(target, geometry().cipherOffset(index)) < length)
                throw new IOException(
                        "the cipher file in " + directory + " ends before slice " + index);
        } finally {
            target.limit(limit);
        }
        return length;
    }

    @Override
    public byte @Nullable [] page(PageId page) throws IOException {
        return pages.page(page);
    }

    @Override
    public AddResult writePage(PageId page, byte[] bytes) throws IOException {
        failStop.check("write a page of " + name);
        AddResult result = pages.add(page, bytes);
        if (result == AddResult.ADDED)
            failStop.run(
                    "write a page of " + name,
                    () -> pageFile.write(ByteBuffer.wrap(bytes), pages.offsetOf(page)));
        return result;
    }

    @Override
    public void writeVerified(long index, byte[] bytes, int offset, int length) throws IOException {
        if (length != geometry().cipherLength(index))
            throw new IllegalArgumentException(
                    "slice "
                            + index
                            + " takes "
                            + geometry().cipherLength(index)
                            + " bytes, got "
                            + length);
        failStop.check("write slice " + index + " of " + name);
        if (isWritten(index)) return;
        failStop.run(
                "write slice " + index + " of " + name,
                () -> {
                    cipher.write(
                            ByteBuffer.wrap(bytes, offset, length), geometry().cipherOffset(index));
                    note(index);
                });
    }

    private void note(long index) throws IOException {
        synchronized (pending) {
            written.set(index);
            writtenFile.write(written, index);
            pending.add(index);
        }
    }

    @Override
    public void discard(long index) throws IOException {
        synchronized (forcing) {
            synchronized (pending) {
                pending.remove(index);
                written.clear(index);
                bitmap.clear(index);
                failStop.run("discard slice " + index + " of " + name, () -> clearBits(index));
            }
        }
    }

    private void clearBits(long index) throws IOException {
        writtenFile.write(written, index);
        bitmapFile.write(bitmap, index);
        bits.force();
    }

    @Override
    public void force() throws IOException {
        synchronized (forcing) {
            TreeSet<Long> unforced;
            synchronized (pending) {
                unforced = new TreeSet<>(pending);
                pending.clear();
            }
            if (unforced.isEmpty()) return;
            failStop.run("force " + name, () -> forceAll(unforced));
            bitmap.setAll(unforced);
        }
    }

    private void forceAll(SortedSet<Long> unforced) throws IOException {
        cipher.force();
        pageFile.force();
        bitmapFile.add(bitmap, unforced);
    }

    @Override
    public boolean replaceManifest(byte[] manifestBytes) throws IOException {
        Manifest next;
        try {
            next = ManifestCodec.verify(manifestBytes, id());
        } catch (ManifestException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        synchronized (forcing) {
            if (next.offer().sequence() <= manifest().offer().sequence()) return false;
            failStop.run(
                    "replace the manifest of " + name,
                    () -> Durable.write(directory.resolve(StoreLayout.MANIFEST), manifestBytes));
            signed = new SignedBytes(Bytes.of(manifestBytes), next);
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (forcing) {
            cipher.close();
            pageFile.close();
            bits.close();
        }
    }
}
