package dev.sluice.streaming.quic;

import dev.sluice.streaming.wire.FrameType;

/**
 * One bidirectional stream of frames to a peer.
 *
 * <p>Any thread may call any method; frames leave in the order of the calls. Sending on a stream
 * that is finished, cancelled or closed does nothing: {@code StreamHandler.onClosed} tells the end.
 */
public interface PeerStream {
    /**
     * Queues a frame.
     *
     * @throws IllegalArgumentException when the payload exceeds the type's cap
     * @throws IllegalStateException when the queue's limit would be exceeded: look at {@link
     *     #pendingBytes} and pause reading before that
     */
    void send(FrameType type, byte[] payload);

    /**
     * Queues a frame whose payload is written when the transport has room; throws as the other one.
     */
    void send(FrameType type, int payloadLength, FrameWriter writer);

    /**
     * Takes a frame of that writer off the queue, if none of it is with the transport yet; {@link
     * FrameWriter#dropped} tells. Does nothing otherwise. Event loop.
     */
    void withdraw(FrameWriter writer);

    /** Sends FIN after everything that was queued. The peer may still send. */
    void finish();

    /**
     * Ends both directions without waiting: the peer is asked to stop (STOP_SENDING), what is
     * queued here is dropped. {@code onClosed} follows with an error that names the code.
     */
    void cancel(int code);

    /**
     * Sets how soon this side's data goes out among the connection's streams: 0 (first) to 7
     * (last), 3 unless set; streams of one urgency are served one after the other, oldest first
     * (RFC 9218, non-incremental).
     */
    void urgency(int urgency);

    /**
     * Delivers no more frames, from this call on when made on the event loop; flow control then
     * stops the peer.
     */
    void pauseReading();

    /** Delivers frames again, what was held back first. */
    void resumeReading();

    /** Runs a task on the stream's event loop, at once when called from it. */
    void execute(Runnable task);

    /** Bytes of frames that are queued and not yet accepted by the transport. */
    long pendingBytes();

    /** True until the stream was closed or cancelled. */
    boolean isOpen();

    /** The transport's number of this stream, unique in its connection; for logs. */
    long id();

    /** The connection that carries this stream. */
    PeerConnection connection();
}
