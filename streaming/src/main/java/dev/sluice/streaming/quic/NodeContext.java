package dev.sluice.streaming.quic;

import io.netty.util.AttributeKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What all connections of a node share. Any thread. */
final class NodeContext {
    /** The connection of a codec channel, once its peer is known. */
    static final AttributeKey<QuicPeerConnection> CONNECTION =
            AttributeKey.valueOf("sluice.connection");

    private final TransportSettings settings;
    private final NodeHandler handler;
    private final LongSupplier clockMs;
    private final Set<QuicPeerConnection> connections = ConcurrentHashMap.newKeySet();
    private final @Nullable Pacer up;
    private final @Nullable Pacer down;
    private volatile boolean closing;

    NodeContext(TransportSettings settings, NodeHandler handler, LongSupplier clockMs) {
        this.settings = settings;
        this.handler = handler;
        this.clockMs = clockMs;
        this.up = Pacer.of(settings.rates().upBytesPerSecond());
        this.down = Pacer.of(settings.rates().downBytesPerSecond());
    }

    TransportSettings settings() {
        return settings;
    }

    /** Of all that the node sends; null when there is no limit. */
    @Nullable Pacer up() {
        return up;
    }

    /** Of all that the node receives; null when there is no limit. */
    @Nullable Pacer down() {
        return down;
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
