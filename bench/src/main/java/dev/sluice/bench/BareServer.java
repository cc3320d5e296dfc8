package dev.sluice.bench;

import dev.sluice.streaming.quic.NodeHandler;
import dev.sluice.streaming.quic.PeerConnection;
import dev.sluice.streaming.quic.PeerStream;
import dev.sluice.streaming.quic.StreamHandler;
import dev.sluice.streaming.wire.FrameType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The bare transport: for every request a frame of a slice's size, from memory; no content, no
 * money.
 */
public final class BareServer implements NodeHandler {
    private final ByteBuffer slice;

    public BareServer(int sliceBytes) {
        this.slice = ByteBuffer.allocateDirect(sliceBytes);
    }

    @Override
    public StreamHandler onIncomingStream(PeerConnection connection, PeerStream stream) {
        return new Answers();
    }

    @Override
    public void onConnected(PeerConnection connection) {}

    @Override
    public void onClosed(PeerConnection connection, String reason) {}

    private final class Answers implements StreamHandler {
        @Override
        public void onFrame(PeerStream stream, FrameType type, byte[] buffer, int length) {
            stream.send(
                    FrameType.SLICE,
                    slice.capacity(),
                    target -> target.put(slice.duplicate().clear()));
        }

        @Override
        public void onFinished(PeerStream stream) {
            stream.finish();
        }

        @Override
        public void onClosed(PeerStream stream, @Nullable String error) {}
    }
}
