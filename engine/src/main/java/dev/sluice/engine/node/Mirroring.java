package dev.sluice.engine.node;

import dev.sluice.engine.cache.Quota;
import dev.sluice.engine.cache.Reservation;
import dev.sluice.engine.mirror.MirrorCore;
import dev.sluice.engine.mirror.MirrorEffects;
import dev.sluice.engine.mirror.MirrorEvent;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.engine.wire.MalformedMessage;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.content.ManifestException;
import dev.sluice.streaming.store.SliceStore;
import dev.sluice.streaming.store.StoredContent;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A seeder that fetches what its peers ask for in vain, within its quota: the shell of {@link
 * MirrorCore}. Pays nobody: a creator gives its ciphertext to seeders for nothing, and others are
 * asked for works that are free.
 *
 * <p>Thread {@code mirror} owns the core; a virtual thread finds or fetches, one at a time. What is
 * asked for comes from the event loops, which never wait: when the inbox is full it is forgotten.
 */
public final class Mirroring implements AutoCloseable {
    private static final int INBOX = 256;
    private static final long CLOSE_MS = 5_000;

    private final Parts parts;
    private final MirrorCore core;
    private final BlockingQueue<MirrorEvent> inbox = new ArrayBlockingQueue<>(INBOX);
    private final Thread thread;
    private volatile @Nullable Thread worker;
    private volatile @Nullable Found found;
    private volatile boolean closed;

    /**
     * What it works with.
     *
     * @param sources who is asked, before the key services that a manifest names
     * @param askers different peers that must ask for a work
     * @param note told of what was fetched, and what was not
     */
    public record Parts(
            ServingNode node,
            SliceStore store,
            Quota quota,
            List<PeerAddress> sources,
            int askers,
            Consumer<String> note) {
        public Parts {
            sources = List.copyOf(sources);
        }
    }

    private record Found(ContentId content, Bytes manifest, long bytes) {}

    private Mirroring(Parts parts) {
        this.parts = parts;
        this.core = new MirrorCore(parts.askers(), new Doing());
        this.thread = Thread.ofPlatform().daemon().name("mirror").unstarted(this::run);
    }

    /** Goes on with what was begun; {@code pinned} works are fetched whatever they are worth. */
    public static Mirroring start(Parts parts, List<ContentId> pinned) throws IOException {
        Mirroring mirroring = new Mirroring(parts);
        long nowSeconds = nowSeconds();
        for (ContentId content : parts.store().list())
            if (!parts.store().open(content).complete())
                mirroring.core.on(new MirrorEvent.Begun(content), nowSeconds);
        for (ContentId content : pinned)
            mirroring.core.on(new MirrorEvent.Pinned(content), nowSeconds);
        parts.node()
                .onMissed(
                        (content, by) -> {
                            boolean _ = mirroring.inbox.offer(new MirrorEvent.Asked(content, by));
                        });
        mirroring.thread.start();
        return mirroring;
    }

    private static long nowSeconds() {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
    }

    private void run() {
        try {
            while (!closed) {
                MirrorEvent event = inbox.poll(1, TimeUnit.SECONDS);
                core.on(event == null ? new MirrorEvent.Tick() : event, nowSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Doing implements MirrorEffects {
        @Override
        public void find(ContentId content) {
            work(content, () -> search(content));
        }

        @Override
        public void fetch(ContentId content) {
            work(content, () -> bring(content));
        }

        @Override
        public void declined(ContentId content, long bytes) {
            parts.note()
                    .accept(
                            "%s is asked for and takes %d bytes: what lies here is worth more"
                                    .formatted(content, bytes));
        }
    }

    private interface Step {
        MirrorEvent run() throws IOException;
    }

    private void work(ContentId content, Step step) {
        worker = Thread.ofVirtual().name("mirroring").start(() -> answer(content, step));
    }

    private void answer(ContentId content, Step step) {
        MirrorEvent event;
        try {
            event = step.run();
        } catch (IOException | RuntimeException e) {
            if (!closed) parts.note().accept(content + " is not mirrored: " + e.getMessage());
            event = new MirrorEvent.Failed(content);
        }
        try {
            inbox.put(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private MirrorEvent search(ContentId content) throws IOException {
        StoredContent begun = parts.store().contains(content) ? parts.store().open(content) : null;
        if (begun != null && begun.complete()) return new MirrorEvent.Fetched(content);
        byte[] manifest = begun == null ? ask(content) : begun.manifestBytes();
        long bytes = Quota.wholeBytes(verified(manifest, content).geometry(), manifest.length);
        if (begun != null) bytes -= Quota.diskBytes(begun);
        found = new Found(content, Bytes.of(manifest), bytes);
        parts.quota().hold(content); // what is begun does not make room for its own rest
        try {
            return new MirrorEvent.Sized(content, bytes, parts.quota().victims(bytes));
        } finally {
            parts.quota().letGo(content);
        }
    }

    private static Manifest verified(byte[] manifest, ContentId content) throws IOException {
        try {
            return ManifestCodec.verify(manifest, content);
        } catch (ManifestException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private byte[] ask(ContentId content) throws IOException {
        IOException last = new IOException("no peer to ask");
        for (PeerAddress source : parts.sources())
            try (PeerClient client = parts.node().connect(source)) {
                byte[] manifest = client.manifest(content);
                var _ = verified(manifest, content);
                return manifest;
            } catch (IOException | RefusedException | MalformedMessage e) {
                last = new IOException(source + ": " + e.getMessage(), e);
            }
        throw last;
    }

    private MirrorEvent bring(ContentId content) throws IOException {
        Found work = found;
        if (work == null || !work.content().equals(content))
            throw new IllegalStateException(content + " was not found before");
        try (Reservation room = Reservation.of(parts.quota(), content, work.bytes())) {
            StoredContent copy = Quota.begin(parts.store(), room, work.manifest().toArray());
            try {
                fetch(copy, room);
            } finally {
                room.letGo(content);
            }
            parts.note().accept(content + " is mirrored, " + Quota.diskBytes(copy) + " bytes");
            return new MirrorEvent.Fetched(content);
        }
    }

    private void fetch(StoredContent copy, Reservation room) throws IOException {
        Set<PeerAddress> sources = new LinkedHashSet<>(parts.sources());
        sources.addAll(copy.manifest().offer().keyServices());
        List<String> failures = new ArrayList<>();
        for (PeerAddress source : sources) {
            if (closed) throw new IOException("the node stops");
            try (PeerClient client = parts.node().connect(source)) {
                Mirror.fetch(copy, client, room, _ -> {});
                return;
            } catch (IOException | RefusedException | MalformedMessage e) {
                failures.add(source + ": " + e.getMessage());
            }
        }
        throw new IOException(String.join("; ", failures));
    }

    /** Stops fetching; what was verified stays, and the next start goes on with it. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        Thread running = worker;
        if (running != null) running.interrupt();
        try {
            thread.join(CLOSE_MS);
            if (running != null) running.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
