package dev.sluice.streaming.store;

import dev.sluice.streaming.content.ContentId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Contents as directories of files. */
public final class FileSliceStore implements SliceStore {
    private final Path home;

    private FileSliceStore(Path home) {
        this.home = home;
    }

    /** Opens the store below a home directory, making it when it is not there. */
    public static FileSliceStore open(Path home) throws IOException {
        return new FileSliceStore(home);
    }

    @Override
    public List<ContentId> list() throws IOException {
        throw new UnsupportedOperationException("" + home);
    }

    @Override
    public boolean contains(ContentId content) {
        throw new UnsupportedOperationException();
    }

    @Override
    public StoredContent open(ContentId content) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public StoredContent begin(byte[] manifestBytes) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean remove(ContentId content) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {}
}
