package dev.sluice.streaming.quic;

import io.netty.util.AttributeKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** What all connections of a node share. Any thread. */
final class NodeContext {
    /** The connection of a codec channel, once its peer is known. */
    static final AttributeKey<QuicPeerConnection> CONNECTION =
            AttributeKey.valueOf("sluice.connection");

    private final TransportSettings settings;
    private final NodeHandler handler;
    private final LongSupplier clockMs;
    private final Set<QuicPeerConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    NodeContext(TransportSettings settings, NodeHandler handler, LongSupplier clockMs) {
        this.settings = settings;
        this.handler = handler;
        this.clockMs = clockMs;
    }

    TransportSettings settings() {
        return settings;
    }

    NodeHandler handler() {
        return handler;
    }

    /** A clock that never goes back, in milliseconds. */
    LongSupplier clockMs() {
        return clockMs;
    }

    Set<QuicPeerConnection> connections() {
        return connections;
    }

    boolean isClosing() {
        return closing;
    }

    void beginClose() {
        closing = true;
    }

    void connected(QuicPeerConnection connection) {
        connections.add(connection);
        handler.onConnected(connection);
    }

    void closed(QuicPeerConnection connection, String reason) {
        connections.remove(connection);
        handler.onClosed(connection, reason);
    }
}
