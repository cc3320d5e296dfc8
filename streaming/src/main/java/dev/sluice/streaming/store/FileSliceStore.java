package dev.sluice.streaming.store;

import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.content.ManifestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Contents as directories of files below one home, as drawn in {@code package-info}. A directory
 * appears under its content id by one rename, when everything in it is forced, so whatever is
 * listed is whole as far as its bitmap says. One lock guards the open contents; it is not held
 * while slices are read or written.
 */
public final class FileSliceStore implements SliceStore {
    private final StoreLayout layout;
    private final DataFile.Opener files;
    private final FailStop failStop = new FailStop();
    private final Map<ContentId, FileContent> open = new TreeMap<>();
    private boolean closed;

    private FileSliceStore(StoreLayout layout, DataFile.Opener files) {
        this.layout = layout;
        this.files = files;
    }

    /** Opens the store below a home directory, made if need be, and sweeps what a crash left. */
    public static FileSliceStore open(Path home) throws IOException {
        return open(home, ChannelFile::new);
    }

    static FileSliceStore open(Path home, DataFile.Opener files) throws IOException {
        StoreLayout layout = new StoreLayout(home);
        Files.createDirectories(layout.contents());
        Files.createDirectories(layout.building());
        BuildDirectory.sweep(layout);
        return new FileSliceStore(layout, files);
    }

    @Override
    public List<ContentId> list() throws IOException {
        try (Stream<Path> entries = Files.list(layout.contents())) {
            return entries.flatMap(entry -> StoreLayout.idOf(entry).stream()).sorted().toList();
        }
    }

    @Override
    public boolean contains(ContentId content) {
        return Files.isDirectory(layout.content(content));
    }

    @Override
    public synchronized StoredContent open(ContentId content) throws IOException {
        FileContent held = open.get(content);
        if (held != null) return held;
        if (closed) throw new IOException("the store is closed");
        if (!contains(content))
            throw new NoSuchFileException(content.toString(), null, "not in the store");
        FileContent opened = FileContent.open(layout.content(content), content, files, failStop);
        open.put(content, opened);
        return opened;
    }

    @Override
    public synchronized StoredContent begin(byte[] manifestBytes) throws IOException {
        Manifest manifest = verified(manifestBytes);
        if (!contains(manifest.id())) {
            failStop.run("begin " + manifest.id(), () -> create(manifest, manifestBytes));
            return open(manifest.id());
        }
        StoredContent held = open(manifest.id());
        held.replaceManifest(manifestBytes);
        return held;
    }

    private static Manifest verified(byte[] manifestBytes) {
        try {
            return ManifestCodec.verify(manifestBytes);
        } catch (ManifestException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private void create(Manifest manifest, byte[] manifestBytes) throws IOException {
        try (BuildDirectory build = BuildDirectory.create(layout)) {
            Files.createFile(build.file(StoreLayout.CIPHER));
            Files.createFile(build.file(StoreLayout.PAGES));
            writeBitmap(build, new Bitmap(manifest.geometry().slices()));
            Durable.write(build.file(StoreLayout.MANIFEST), manifestBytes);
            build.moveTo(layout.content(manifest.id()));
        }
    }

    static void writeBitmap(BuildDirectory build, Bitmap bits) throws IOException {
        Path path = Files.createFile(build.file(StoreLayout.BITMAP));
        try (ChannelFile file = new ChannelFile(path)) {
            new BitmapFile(file, bits.slices()).writeAll(bits);
            file.force();
        }
    }

    BuildDirectory newBuild() throws IOException {
        return BuildDirectory.create(layout);
    }

    /**
     * Takes a complete, forced build as a content. One that is complete already stays, with the
     * newer manifest of the two; an incomplete one makes way.
     */
    synchronized StoredContent adopt(BuildDirectory build, ContentId id, byte[] manifestBytes)
            throws IOException {
        if (contains(id)) {
            StoredContent held = open(id);
            if (held.complete()) {
                held.replaceManifest(manifestBytes);
                return held;
            }
            remove(id);
        }
        build.moveTo(layout.content(id));
        return open(id);
    }

    /**
     * Takes a content over from another store on the same disk, by one rename. False when that has
     * none, or this has it already.
     */
    public synchronized boolean takeOver(FileSliceStore other, ContentId id) throws IOException {
        if (contains(id) || !other.contains(id)) return false;
        other.letGo(id);
        failStop.run(
                "take over " + id,
                () -> Durable.move(other.layout.content(id), layout.content(id)));
        return true;
    }

    private synchronized void letGo(ContentId id) throws IOException {
        FileContent held = open.remove(id);
        if (held == null) return;
        held.force();
        held.close();
    }

    @Override
    public synchronized boolean remove(ContentId content) throws IOException {
        FileContent held = open.remove(content);
        if (held != null) held.close();
        if (!contains(content)) return false;
        try (BuildDirectory grave = BuildDirectory.create(layout)) {
            Durable.move(layout.content(content), grave.file("removed"));
        }
        return true;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        try {
            for (FileContent content : open.values()) content.force();
        } finally {
            for (FileContent content : open.values()) content.close();
            open.clear();
        }
    }
}
