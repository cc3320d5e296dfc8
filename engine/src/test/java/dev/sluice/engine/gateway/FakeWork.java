package dev.sluice.engine.gateway;

import dev.sluice.engine.consumer.PlayerSink;
import dev.sluice.engine.session.Effects.Failure;
import dev.sluice.engine.session.Span;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.Geometry;
import dev.sluice.streaming.content.PlayMap;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * A work that comes from memory, slice by slice, on a thread of its own, as a session brings it.
 */
final class FakeWork implements Work {
    static final int SLICE = 64 << 10;

    final byte[] bytes;
    private final ContentId id;
    private final Geometry geometry;
    private Span span = new Span(0, 0);
    private long at;
    private int seeks;
    private int plays;
    private final BitSet delivered = new BitSet();
    private Failure failure = new Failure(Failure.Kind.INTERNAL, "");
    private long failAt = Long.MAX_VALUE;
    private boolean left;
    PlayMap map = PlayMap.NONE;

    FakeWork(int length) {
        bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
        id = ContentId.of(Arrays.copyOf(bytes, ContentId.DIGEST_BYTES));
        geometry = new Geometry(length, SLICE);
    }

    /** From that slice on nothing can be had. */
    synchronized void failAt(long slice, Failure why) {
        failAt = slice;
        failure = why;
    }

    synchronized int plays() {
        return plays;
    }

    synchronized int seeks() {
        return seeks;
    }

    synchronized Span span() {
        return span;
    }

    /** Slices that were handed over, each counted once. */
    synchronized int delivered() {
        return delivered.cardinality();
    }

    synchronized boolean isLeft() {
        return left;
    }

    @Override
    public ContentId id() {
        return id;
    }

    @Override
    public Geometry geometry() {
        return geometry;
    }

    @Override
    public String mediaType() {
        return "video/mp4";
    }

    @Override
    public PlayMap map() {
        return map;
    }

    @Override
    public synchronized Playing play(PlayerSink sink) {
        plays++;
        left = false;
        span = new Span(0, 0);
        at = 0;
        CompletableFuture<Optional<Failure>> ended = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> ended.complete(deliver(sink)));
        return new Playing() {
            @Override
            public void seek(Span wanted) {
                go(wanted);
            }

            @Override
            public void leave() {
                leaveNow();
            }

            @Override
            public CompletableFuture<Optional<Failure>> ended() {
                return ended;
            }
        };
    }

    private synchronized void go(Span wanted) {
        span = wanted;
        at = wanted.first();
        seeks++;
        notifyAll();
    }

    private synchronized void leaveNow() {
        left = true;
        notifyAll();
    }

    private Optional<Failure> deliver(PlayerSink sink) {
        try {
            for (long slice = next(); slice >= 0; slice = next()) {
                int length = geometry.sliceLength(slice);
                int from = Math.toIntExact(slice * SLICE);
                sink.accept(slice, Arrays.copyOfRange(bytes, from, from + length), length);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        synchronized (this) {
            return left ? Optional.empty() : Optional.of(failure);
        }
    }

    private synchronized long next() throws InterruptedException {
        while (!left && at >= span.end()) wait();
        if (left || at >= failAt) return -1;
        delivered.set((int) at);
        return at++;
    }
}
