package dev.sluice.streaming.quic;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.incubator.codec.quic.EpollQuicUtils;
import io.netty.incubator.codec.quic.Quic;
import io.netty.incubator.codec.quic.SegmentedDatagramPacketAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * What this machine offers for packets: epoll with segmentation and receive offload when its native
 * library loads, else NIO. Stateless.
 */
public final class Transport {
    /** One receive takes a whole offloaded batch; a smaller buffer costs a factor of seven. */
    private static final int RECEIVE_BUFFER_BYTES = 65_536;

    /** Receives before other work of the loop gets a turn. */
    private static final int RECEIVES_PER_TURN = 64;

    private static final String LEAK_LEVEL = "io.netty.leakDetection.level";

    static {
        followNoBuffers();
    }

    private Transport() {}

    /**
     * Follows no buffer to its end, unless {@value #LEAK_LEVEL} or a test wants it: stack traces
     * for one buffer in 128 cost a twelfth of what a stream costs the event loop, and a node has no
     * log that it would be reported to.
     */
    private static void followNoBuffers() {
        if (System.getProperty(LEAK_LEVEL) == null
                && ResourceLeakDetector.getLevel() == ResourceLeakDetector.Level.SIMPLE)
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }

    /** One line: the codec, the kernel interface in use and why not the better one. */
    public static String describe() {
        String codec =
                Quic.isAvailable()
                        ? "quic ready"
                        : "quic unavailable: " + Quic.unavailabilityCause();
        if (!Epoll.isAvailable()) {
            return codec + ", nio (no epoll: " + Epoll.unavailabilityCause() + ")";
        }
        String segmentation =
                segmentationSupported() ? "with segmentation" : "without segmentation";
        return codec + ", epoll " + segmentation + " and receive offload";
    }

    /** Whether nothing better than what is used is known for any machine. */
    public static boolean isBest() {
        return Epoll.isAvailable() && segmentationSupported();
    }

    static boolean usesEpoll(Datagrams datagrams) {
        return datagrams.io() == Datagrams.Io.BEST && Epoll.isAvailable();
    }

    static EventLoopGroup loops(Datagrams datagrams, int threads) {
        IoHandlerFactory io =
                usesEpoll(datagrams) ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("sluice-quic", true), io);
    }

    /**
     * A bootstrap for one UDP socket. MAX_DATAGRAM_PAYLOAD_SIZE stays unset: with receive offload
     * it leaves almost no goodput.
     */
    static Bootstrap socket(Datagrams datagrams) {
        Bootstrap bootstrap =
                new Bootstrap()
                        .option(ChannelOption.SO_RCVBUF, datagrams.socketBufferBytes())
                        .option(ChannelOption.SO_SNDBUF, datagrams.socketBufferBytes())
                        .option(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new FixedRecvByteBufAllocator(RECEIVE_BUFFER_BYTES)
                                        .maxMessagesPerRead(RECEIVES_PER_TURN));
        if (usesEpoll(datagrams)) {
            return bootstrap
                    .channel(EpollDatagramChannel.class)
                    .option(EpollChannelOption.UDP_GRO, true);
        }
        return bootstrap.channel(NioDatagramChannel.class);
    }

    /** How several packets become one call to the kernel. */
    static SegmentedDatagramPacketAllocator segments(Datagrams datagrams) {
        boolean possible =
                usesEpoll(datagrams) && datagrams.segments() > 1 && segmentationSupported();
        return possible
                ? EpollQuicUtils.newSegmentedAllocator(datagrams.segments())
                : SegmentedDatagramPacketAllocator.NONE;
    }

    private static boolean segmentationSupported() {
        return EpollDatagramChannel.isSegmentedDatagramPacketSupported();
    }
}
