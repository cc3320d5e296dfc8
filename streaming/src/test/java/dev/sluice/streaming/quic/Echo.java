package dev.sluice.streaming.quic;

import dev.sluice.streaming.wire.FrameType;
import org.jspecify.annotations.Nullable;

/** Sends each frame back, and FIN after the peer's. Reads on only while its queue is short. */
final class Echo implements StreamHandler {
    @Override
    public void onFrame(PeerStream stream, FrameType type, byte[] buffer, int length) {
        stream.send(type, length, target -> target.put(buffer, 0, length));
        if (stream.pendingBytes() > (4 << 20)) {
            stream.pauseReading();
        }
    }

    @Override
    public void onDrained(PeerStream stream) {
        stream.resumeReading();
    }

    @Override
    public void onFinished(PeerStream stream) {
        stream.finish();
    }

    @Override
    public void onClosed(PeerStream stream, @Nullable String error) {}
}
