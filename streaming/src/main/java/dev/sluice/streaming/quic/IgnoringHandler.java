package dev.sluice.streaming.quic;

import dev.sluice.streaming.wire.FrameType;
import org.jspecify.annotations.Nullable;

/** Stands in until a stream's own handler is known. */
enum IgnoringHandler implements StreamHandler {
    INSTANCE;

    @Override
    public void onFrame(PeerStream stream, FrameType type, byte[] buffer, int length) {}

    @Override
    public void onFinished(PeerStream stream) {}

    @Override
    public void onClosed(PeerStream stream, @Nullable String error) {}
}
