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
final class OutgoingSlice implements FrameWriter {
    private final ShelfItem item;
    private final long index;
    private final ByteString header;
    private final Owner owner;

    /** Who must know whether it left. Called once, on the stream's event loop. */
    interface Owner {
        /** From here on it cannot be known how much of it arrives. */
        void begins();

        /** Not one byte of it left, nor will. */
        void dropped();
    }

    private OutgoingSlice(ShelfItem item, long index, ByteString header, Owner owner) {
        this.item = item;
        this.index = index;
        this.header = header;
        this.owner = owner;
    }

    static OutgoingSlice of(ShelfItem item, long index, boolean withPages, Owner owner)
            throws IOException {
        return new OutgoingSlice(
                item,
                index,
                SliceHeaders.of(item.stored(), item.tree(), index, withPages).toByteString(),
                owner);
    }

    void sendOn(PeerStream stream) {
        int cipherLength = item.tree().geometry().cipherLength(index);
        stream.send(FrameType.SLICE, SliceFrame.payloadBytes(header.size(), cipherLength), this);
    }

    @Override
    public void write(ByteBuffer target) throws IOException {
        owner.begins();
        SliceFrame.writeHeader(target, header.toByteArray());
        if (item.slices().read(index, target) < 0)
            throw new IOException("slice " + index + " is no longer held");
    }

    @Override
    public void dropped() {
        owner.dropped();
    }
}
