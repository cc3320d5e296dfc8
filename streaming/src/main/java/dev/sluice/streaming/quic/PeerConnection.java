package dev.sluice.streaming.quic;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An authenticated connection to one peer. Any thread may call any method. */
public interface PeerConnection {
    /** The peer's id, 32 bytes: SHA-256 of its public key. A copy. */
    byte[] peerId();

    /** The peer's address, as of the handshake. */
    InetSocketAddress remote();

    /** True when this side dialled. */
    boolean isDialled();

    /**
     * Opens a stream.
     *
     * @param urgency 0 (first) to 7 (last), for what this side sends (RFC 9218); the peer sees 0..7
     *     only by its own choice
     * @return fails with an {@code IOException} when the connection is closed or the peer's limit
     *     on open streams is reached: the transport does not queue
     */
    CompletableFuture<PeerStream> openStream(StreamHandler handler, int urgency);

    /** Finishes every stream, waits for them within the drain timeout, then closes. */
    void close(String reason);

    /**
     * The round trip as the transport has smoothed it, in nanoseconds (RFC 9002, section 5.3): of
     * packets, so it waits for no answer of the peer's.
     *
     * @return fails with an {@code IOException} when the connection is closed
     */
    CompletableFuture<Long> roundTripNs();

    /** What the owner attached. */
    @Nullable Object attachment();

    /** Attaches the owner's own state; null removes it. */
    void attach(@Nullable Object attachment);

    /** False once the connection is closing or closed. */
    boolean isOpen();
}
