package dev.sluice.poc.p2p;

import dev.sluice.poc.p2p.Setting.Shape;
import dev.sluice.poc.p2p.Setting.Urgency;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.incubator.codec.quic.DefaultQuicStreamFrame;
import io.netty.incubator.codec.quic.QuicChannel;
import io.netty.incubator.codec.quic.QuicStreamChannel;
import io.netty.incubator.codec.quic.QuicStreamPriority;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A node that serves slices to one consumer, none before it is paid for.
 *
 * <p>A request whose voucher comes on another stream waits for it; a voucher that the consumer did
 * not sign ends the connection.
 */
final class Seeder implements AutoCloseable {
    private static final int MAX_WAITING = 4_096;

    private final Work work;
    private final Shape shape;
    private final Urgency urgency;
    private final Gate gate;
    private final EventLoopGroup loop;
    private final Channel socket;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final CompletableFuture<QuicChannel> connection = new CompletableFuture<>();

    private record Waiting(QuicStreamChannel stream, Request request) {}

    Seeder(Work work, Setting setting, Gate gate, String name) {
        this.work = work;
        this.shape = setting.shape();
        this.urgency = setting.urgency();
        this.gate = gate;
        this.loop = Quic.loop(name);
        this.socket = Quic.bind(loop, Quic.serving(new Arrival(), new Streams()));
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.localAddress();
    }

    /** Bytes of packets sent, lost ones too; the connection must have been made. */
    long sentBytes() throws Exception {
        return connection.get().collectStats().get().sentBytes();
    }

    @Override
    public void close() {
        Quic.end(loop);
    }

    private void requested(QuicStreamChannel stream, Request request) {
        boolean exists = request.first() >= 0 && request.first() <= work.slices - request.count();
        if (!exists || waiting.size() >= MAX_WAITING) {
            refuse(stream, "no such slices, or too many requests");
            return;
        }
        if (request.voucher() != null && !gate.accept(request.voucher())) {
            refuse(stream, "the voucher is not signed by the payer of this channel");
            return;
        }
        waiting.add(new Waiting(stream, request));
        while (!waiting.isEmpty() && gate.charge(price(waiting.getFirst().request())))
            serve(waiting.removeFirst());
    }

    private long price(Request request) {
        return (long) request.count() * work.sliceBytes;
    }

    private static void refuse(QuicStreamChannel stream, String why) {
        ByteBuf reason = Unpooled.copiedBuffer(why, StandardCharsets.UTF_8);
        Quic.unheeded(stream.parent().close(true, 1, reason));
    }

    private void serve(Waiting paid) {
        QuicStreamChannel stream = paid.stream();
        Request request = paid.request();
        if (urgency != Urgency.OFF)
            Quic.unheeded(stream.updatePriority(new QuicStreamPriority(request.urgency(), false)));
        boolean alone = shape != Shape.ONE_LONG || request.urgency() == 0;
        int end = request.first() + request.count();
        for (int slice = request.first(); slice < end; slice++) {
            boolean fin = alone && slice == end - 1;
            Quic.unheeded(stream.write(stream.alloc().directBuffer(4).writeInt(slice)));
            Quic.unheeded(stream.write(new DefaultQuicStreamFrame(work.cipher(slice), fin)));
        }
        stream.flush();
    }

    /** Keeps the consumer's connection, for its statistics. */
    private final class Arrival extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            connection.complete((QuicChannel) context.channel());
            context.fireChannelActive();
        }
    }

    /** Gives each stream a reader of requests. */
    @Sharable
    private final class Streams extends ChannelInitializer<QuicStreamChannel> {
        @Override
        protected void initChannel(QuicStreamChannel stream) {
            stream.pipeline().addLast(new Requests());
        }
    }

    private final class Requests extends ByteToMessageDecoder {
        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            for (Request next = Request.read(in); next != null; next = Request.read(in))
                requested((QuicStreamChannel) context.channel(), next);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            Quic.unheeded(context.close());
        }
    }
}
