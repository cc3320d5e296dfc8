package dev.sluice.streaming.quic;

import dev.sluice.streaming.wire.FrameType;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keeps all that arrives on one stream. */
class Recorder implements StreamHandler {
    final Queue<byte[]> payloads = new ConcurrentLinkedQueue<>();
    final AtomicInteger buffersAsked = new AtomicInteger();
    final CompletableFuture<PeerStream> finished = new CompletableFuture<>();
    final CompletableFuture<String> closed = new CompletableFuture<>();

    @Override
    public byte[] bufferFor(FrameType type, int payloadLength) {
        buffersAsked.incrementAndGet();
        return new byte[payloadLength];
    }

    @Override
    public void onFrame(PeerStream stream, FrameType type, byte[] buffer, int length) {
        payloads.add(Arrays.copyOf(buffer, length));
    }

    @Override
    public void onFinished(PeerStream stream) {
        finished.complete(stream);
    }

    @Override
    public void onClosed(PeerStream stream, @Nullable String error) {
        closed.complete(error == null ? "" : error);
    }
}
