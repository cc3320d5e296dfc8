package dev.sluice.streaming.store;

import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.Geometry;
import dev.sluice.streaming.content.RootSeed;
import dev.sluice.streaming.store.ContentBuilder.Built;
import dev.sluice.streaming.store.PublishException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Turns a file into published content: sealed, hashed, named, signed and in the store, with its
 * root seed in the secrets. One pass over the input, a few slices of memory.
 *
 * <p>The seed is durable before the content appears, so content without its keys cannot exist.
 * Whatever fails leaves the store as it was. The same input, seed, key and slice size give the same
 * content id; publishing again renews the manifest if its sequence is higher. A {@link Progress}
 * that throws cancels.
 */
public final class Publisher {
    private final FileSliceStore store;
    private final ContentSecrets secrets;

    public Publisher(FileSliceStore store, ContentSecrets secrets) {
        this.store = store;
        this.secrets = secrets;
    }

    /** Publishes a file, and watches that nobody writes to it meanwhile. */
    public StoredContent publish(Path file, Publication work, Progress progress)
            throws PublishException {
        try (Source source = Source.of(file)) {
            return publish(source, work, progress);
        } catch (PublishException e) {
            throw e;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Publishes exactly {@code length} bytes of a stream, and does not close it. */
    public StoredContent publish(InputStream in, long length, Publication work, Progress progress)
            throws PublishException {
        try {
            return publish(Source.of(in, length), work, progress);
        } catch (PublishException e) {
            throw e;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private StoredContent publish(Source source, Publication work, Progress progress)
            throws IOException {
        Geometry geometry = geometry(source.length(), work);
        try (BuildDirectory build = store.newBuild()) {
            Built built = build(build, geometry, source, work, progress);
            keepSeed(built.id(), work.seed());
            return store.adopt(build, built.id(), built.manifestBytes().toArray());
        }
    }

    private static Geometry geometry(long length, Publication work) throws PublishException {
        if (length <= 0) throw new PublishException(Kind.EMPTY, "there is nothing to publish");
        if (length > Geometry.MAX_CONTENT_BYTES)
            throw new PublishException(
                    Kind.TOO_LARGE,
                    "at most "
                            + Geometry.MAX_CONTENT_BYTES
                            + " bytes can be published, got "
                            + length);
        return work.geometry(length);
    }

    private static Built build(
            BuildDirectory directory,
            Geometry geometry,
            Source source,
            Publication work,
            Progress progress)
            throws IOException {
        byte[] plain = new byte[geometry.sliceBytes()];
        try (ContentBuilder builder = new ContentBuilder(directory, geometry, work)) {
            for (long slice = 0; slice < geometry.slices(); slice++) {
                source.read(plain, geometry.sliceLength(slice));
                builder.append(plain);
                progress.at(
                        geometry.plainOffset(slice) + geometry.sliceLength(slice),
                        geometry.contentBytes());
            }
            source.requireUnchanged();
            return builder.finish();
        }
    }

    private void keepSeed(ContentId id, RootSeed seed) throws IOException {
        Optional<ContentId> other = secrets.otherWorkUnder(seed, id);
        if (other.isPresent())
            throw new PublishException(
                    Kind.SEED_REUSED, "the root seed serves " + other.get() + " already");
        secrets.save(id, seed);
    }

    private static PublishException failed(IOException cause) {
        return new PublishException(
                Kind.STORE_FAILED, "could not write the content: " + cause, cause);
    }
}
