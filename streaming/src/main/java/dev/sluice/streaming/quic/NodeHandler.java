package dev.sluice.streaming.quic;

/**
 * Receives a node's connections and the streams that peers open on them.
 *
 * <p>Called on event loops, for one connection always the same; must not block.
 */
public interface NodeHandler {
    /** A peer opened a stream: the result receives what arrives on it. */
    StreamHandler onIncomingStream(PeerConnection connection, PeerStream stream);

    /**
     * A handshake succeeded, in either direction: the peer's id is known and, when dialled, as
     * expected.
     */
    void onConnected(PeerConnection connection);

    /** A connection that was connected is gone; its streams have been told. */
    void onClosed(PeerConnection connection, String reason);
}
