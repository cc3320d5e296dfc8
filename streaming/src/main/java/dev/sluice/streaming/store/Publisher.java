package dev.sluice.streaming.store;

import java.io.InputStream;
import java.nio.file.Path;

/** Turns a file into published content. */
public final class Publisher {
    private final FileSliceStore store;
    private final ContentSecrets secrets;

    public Publisher(FileSliceStore store, ContentSecrets secrets) {
        this.store = store;
        this.secrets = secrets;
    }

    public StoredContent publish(Path file, Publication work, Progress progress)
            throws PublishException {
        throw new UnsupportedOperationException(store + " " + secrets);
    }

    /** Reads exactly {@code length} bytes; does not close the stream. */
    public StoredContent publish(InputStream in, long length, Publication work, Progress progress)
            throws PublishException {
        throw new UnsupportedOperationException();
    }
}
