package dev.sluice.poc.p2p;

import dev.sluice.poc.p2p.Setting.Line;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A line between a consumer and a seeder: a relay of packets with a delay, and a rate towards the
 * consumer, with a queue of 50 ms.
 */
final class Link {
    private static final long QUEUE_NS = 50_000_000;
    private static final long UNLIMITED = 1_000_000_000_000L;

    private final InetSocketAddress seeder;
    private final Channel near;
    private final Channel far;
    private @Nullable InetSocketAddress consumer;

    Link(EventLoopGroup loop, InetSocketAddress seeder, Line line) {
        this.seeder = seeder;
        long delayNs = TimeUnit.MILLISECONDS.toNanos(line.delayMs());
        near = Quic.bindPlain(loop, new Relay(true, new Shaper(UNLIMITED, delayNs, QUEUE_NS)));
        Shaper down = new Shaper(line.bytesPerSecond(), delayNs, QUEUE_NS);
        far = Quic.bindPlain(loop, new Relay(false, down));
    }

    /** Where the consumer finds the seeder. */
    InetSocketAddress address() {
        return (InetSocketAddress) near.localAddress();
    }

    private void forward(boolean up, ByteBuf bytes) {
        InetSocketAddress to = up ? seeder : consumer;
        if (to == null) bytes.release();
        else Quic.unheeded((up ? far : near).writeAndFlush(new DatagramPacket(bytes, to)));
    }

    private final class Relay extends SimpleChannelInboundHandler<DatagramPacket> {
        private final boolean up;
        private final Shaper shaper;

        Relay(boolean up, Shaper shaper) {
            this.up = up;
            this.shaper = shaper;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            if (up) consumer = packet.sender();
            long nowNs = System.nanoTime();
            long atNs = shaper.arrivalNs(packet.content().readableBytes(), nowNs);
            if (atNs == Shaper.DROPPED) return;
            ByteBuf bytes = packet.content().retain();
            Quic.unheeded(
                    context.executor()
                            .schedule(
                                    () -> forward(up, bytes), atNs - nowNs, TimeUnit.NANOSECONDS));
        }
    }
}
