package dev.sluice.engine.node;

import com.google.protobuf.ByteString;
import dev.sluice.engine.cache.SliceHeaders;
import dev.sluice.streaming.quic.FrameWriter;
import dev.sluice.streaming.quic.PeerStream;
import dev.sluice.streaming.wire.FrameType;
import dev.sluice.streaming.wire.SliceFrame;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A {@link SliceFrame} on its way out. The ciphertext goes from the file into the transport's
 * buffer, with no copy on the heap.
 */
record OutgoingSlice(ShelfItem item, long index, ByteString header) implements FrameWriter {
    static OutgoingSlice of(ShelfItem item, long index, boolean withPages) throws IOException {
        return new OutgoingSlice(
                item,
                index,
                SliceHeaders.of(item.stored(), item.tree(), index, withPages).toByteString());
    }

    void sendOn(PeerStream stream) {
        int cipherLength = item.tree().geometry().cipherLength(index);
        stream.send(FrameType.SLICE, SliceFrame.payloadBytes(header.size(), cipherLength), this);
    }

    @Override
    public void write(ByteBuffer target) throws IOException {
        SliceFrame.writeHeader(target, header.toByteArray());
        if (item.slices().read(index, target) < 0)
            throw new IOException("slice " + index + " is no longer held");
    }
}
