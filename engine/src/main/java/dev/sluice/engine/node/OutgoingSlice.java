package dev.sluice.engine.node;

import com.google.protobuf.ByteString;
import dev.sluice.streaming.content.PageId;
import dev.sluice.streaming.proto.HashPage;
import dev.sluice.streaming.proto.SliceHeader;
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
        SliceHeader.Builder header = SliceHeader.newBuilder().setIndex(index);
        if (withPages)
            for (PageId page : item.tree().pathTo(index)) header.addPages(message(item, page));
        return new OutgoingSlice(item, index, header.build().toByteString());
    }

    private static HashPage message(ShelfItem item, PageId page) throws IOException {
        byte[] bytes = item.stored().page(page);
        if (bytes == null) throw new IOException("page " + page + " is missing");
        return HashPage.newBuilder()
                .setLevel(page.level())
                .setIndex(page.index())
                .setBytes(ByteString.copyFrom(bytes))
                .build();
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
