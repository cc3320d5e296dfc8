package dev.sluice.engine.node;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.sluice.streaming.content.PageId;
import dev.sluice.streaming.proto.HashPage;
import dev.sluice.streaming.proto.SliceHeader;
import dev.sluice.streaming.quic.FrameWriter;
import dev.sluice.streaming.quic.PeerStream;
import dev.sluice.streaming.wire.FrameType;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A slice on its way out: {@code u32 headerLength | SliceHeader | ciphertext}. The ciphertext goes
 * from the file into the transport's buffer, with no copy on the heap.
 */
record SliceFrame(ShelfItem item, long index, SliceHeader header, int headerLength)
        implements FrameWriter {
    static SliceFrame of(ShelfItem item, long index, boolean withPages) throws IOException {
        SliceHeader.Builder header = SliceHeader.newBuilder().setIndex(index);
        if (withPages)
            for (PageId page : item.tree().pathTo(index)) header.addPages(message(item, page));
        SliceHeader built = header.build();
        return new SliceFrame(item, index, built, built.getSerializedSize());
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
        stream.send(FrameType.SLICE, Integer.BYTES + headerLength + cipherLength, this);
    }

    @Override
    public void write(ByteBuffer target) throws IOException {
        target.putInt(headerLength);
        CodedOutputStream out =
                CodedOutputStream.newInstance(target.slice(target.position(), headerLength));
        header.writeTo(out);
        out.flush();
        target.position(target.position() + headerLength);
        if (item.slices().read(index, target) < 0)
            throw new IOException("slice " + index + " is no longer held");
    }
}
