package dev.sluice.poc.p2p;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.incubator.codec.quic.DefaultQuicStreamFrame;
import io.netty.incubator.codec.quic.QuicChannel;
import io.netty.incubator.codec.quic.QuicStreamChannel;
import io.netty.incubator.codec.quic.QuicStreamType;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutionException;

/** A seeder as the consumer sees it. On the consumer's loop. */
final class Source {
    final Purse purse;

    private final QuicChannel connection;
    private final QuicStreamChannel longStream;
    private final SliceReader.Sink sink;

    private Source(
            QuicChannel connection,
            QuicStreamChannel longStream,
            Purse purse,
            SliceReader.Sink sink) {
        this.connection = connection;
        this.longStream = longStream;
        this.purse = purse;
        this.sink = sink;
    }

    /** Dials; any thread, waits. */
    static Source dial(Channel socket, InetSocketAddress seeder, Purse purse, SliceReader.Sink sink)
            throws ExecutionException, InterruptedException {
        QuicChannel connection =
                QuicChannel.newBootstrap(socket)
                        .handler(new Closing(sink))
                        .remoteAddress(seeder)
                        .connect()
                        .get();
        QuicStreamChannel stream =
                connection.createStream(QuicStreamType.BIDIRECTIONAL, new SliceReader(sink)).get();
        return new Source(connection, stream, purse, sink);
    }

    /** Asks for slices and pays for them, on the long stream or on one that ends with them. */
    void ask(int first, int count, int sliceBytes, int urgency, boolean onItsOwn) {
        Voucher voucher = purse.pay((long) count * sliceBytes);
        ByteBuf request = connection.alloc().directBuffer();
        new Request(first, count, urgency, voucher).write(request);
        if (!onItsOwn) {
            Quic.unheeded(longStream.writeAndFlush(request));
            return;
        }
        Quic.unheeded(
                connection
                        .createStream(QuicStreamType.BIDIRECTIONAL, new SliceReader(sink))
                        .addListener((Future<QuicStreamChannel> opened) -> send(opened, request)));
    }

    private void send(Future<QuicStreamChannel> opened, ByteBuf request) {
        if (!opened.isSuccess()) {
            request.release();
            sink.failed(opened.cause());
            return;
        }
        Quic.unheeded(opened.getNow().writeAndFlush(new DefaultQuicStreamFrame(request, true)));
    }

    /** Bytes of packets sent. Any thread, waits. */
    long sentBytes() throws ExecutionException, InterruptedException {
        return connection.collectStats().get().sentBytes();
    }

    void close() {
        Quic.unheeded(connection.close());
    }
}
