package dev.sluice.engine.node;

import dev.sluice.streaming.quic.NodeHandler;
import dev.sluice.streaming.quic.PeerConnection;
import dev.sluice.streaming.quic.PeerStream;
import dev.sluice.streaming.quic.StreamHandler;
import dev.sluice.streaming.wire.ErrorCode;
import dev.sluice.streaming.wire.FrameType;
import org.jspecify.annotations.Nullable;

/** A node that only dials: streams that a peer opens are refused. */
final class NoVisitors implements NodeHandler {
    @Override
    public StreamHandler onIncomingStream(PeerConnection connection, PeerStream stream) {
        stream.cancel(ErrorCode.PROTOCOL);
        return new Deaf();
    }

    @Override
    public void onConnected(PeerConnection connection) {}

    @Override
    public void onClosed(PeerConnection connection, String reason) {}

    private static final class Deaf implements StreamHandler {
        @Override
        public void onFrame(PeerStream stream, FrameType type, byte[] buffer, int length) {}

        @Override
        public void onFinished(PeerStream stream) {}

        @Override
        public void onClosed(PeerStream stream, @Nullable String error) {}
    }
}
