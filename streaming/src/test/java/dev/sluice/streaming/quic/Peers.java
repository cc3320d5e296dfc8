package dev.sluice.streaming.quic;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** A node's handler that keeps its connections and makes a handler for each incoming stream. */
final class Peers implements NodeHandler {
    final Queue<PeerConnection> connected = new ConcurrentLinkedQueue<>();
    final Queue<PeerStream> streams = new ConcurrentLinkedQueue<>();
    final CompletableFuture<String> closed = new CompletableFuture<>();
    private final Function<PeerStream, StreamHandler> handlers;

    Peers(Function<PeerStream, StreamHandler> handlers) {
        this.handlers = handlers;
    }

    /** Sends each frame back and finishes when the peer has. */
    static Peers echoing() {
        return new Peers(stream -> new Echo());
    }

    static Peers recording(Recorder recorder) {
        return new Peers(stream -> recorder);
    }

    @Override
    public StreamHandler onIncomingStream(PeerConnection connection, PeerStream stream) {
        streams.add(stream);
        return handlers.apply(stream);
    }

    @Override
    public void onConnected(PeerConnection connection) {
        connected.add(connection);
    }

    @Override
    public void onClosed(PeerConnection connection, String reason) {
        closed.complete(reason);
    }
}
