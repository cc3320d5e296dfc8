package dev.sluice.streaming.quic;

import dev.sluice.streaming.wire.FrameType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Answers each SLICE_REQUEST (a u32: how many bytes) with a SLICE of that size, made as the
 * transport has room; its bytes are all the request's ordinal on the stream.
 */
final class Seeder implements StreamHandler {
    private int ordinal;

    @Override
    public void onFrame(PeerStream stream, FrameType type, byte[] buffer, int length) {
        int bytes = ByteBuffer.wrap(buffer, 0, length).getInt();
        byte mark = (byte) ordinal++;
        stream.send(FrameType.SLICE, bytes, target -> fill(target, mark));
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

    static byte[] request(int bytes) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(bytes).array();
    }

    private static void fill(ByteBuffer target, byte mark) {
        while (target.hasRemaining()) {
            target.put(mark);
        }
    }
}
