package dev.sluice.poc.p2p;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/** Cuts what a stream brings into slices: each its index, 4 bytes, and its ciphertext. */
final class SliceReader extends ChannelInboundHandlerAdapter {
    private static final int INDEX_BYTES = 4;

    /** What takes the slices. */
    interface Sink {
        /** An array for a ciphertext. */
        byte[] buffer();

        void slice(int slice, byte[] cipher);

        void failed(Throwable cause);
    }

    private final Sink sink;
    private int index;
    private int read;
    private byte @Nullable [] body;

    SliceReader(Sink sink) {
        this.sink = sink;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            while (bytes.isReadable()) take(bytes);
        } finally {
            bytes.release();
        }
    }

    private void take(ByteBuf bytes) {
        if (read < INDEX_BYTES) {
            index = index << 8 | bytes.readUnsignedByte();
            read++;
            return;
        }
        if (body == null) body = sink.buffer();
        int at = read - INDEX_BYTES;
        int count = Math.min(bytes.readableBytes(), body.length - at);
        bytes.readBytes(body, at, count);
        read += count;
        if (at + count == body.length) {
            byte[] whole = body;
            body = null;
            read = 0;
            sink.slice(index, whole);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        sink.failed(cause);
    }
}
