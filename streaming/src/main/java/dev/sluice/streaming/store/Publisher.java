package dev.sluice.streaming.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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
        try (InputStream in = Files.newInputStream(file)) {
            return publish(in, Files.size(file), work, progress);
        } catch (IOException e) {
            throw new PublishException(PublishException.Kind.UNREADABLE, file.toString(), e);
        }
    }

    /** Reads exactly {@code length} bytes; does not close the stream. */
    public StoredContent publish(InputStream in, long length, Publication work, Progress progress)
            throws PublishException {
        progress.at(0, length);
        try {
            secrets.list();
            return store.begin(in.readNBytes(0));
        } catch (IOException e) {
            throw new PublishException(PublishException.Kind.STORE_FAILED, work.offer().title(), e);
        }
    }
}
