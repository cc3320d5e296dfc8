package dev.sluice.streaming.quic;

/**
 * How packets are cut and moved.
 *
 * @param payloadBytes UDP payload of a full packet; 1,350 passes every ordinary path, 16,000 only
 *     loopback and jumbo paths
 * @param segments packets given to the kernel in one call (generic segmentation offload); 48 ×
 *     1,350 is the most that stays under one UDP datagram's limit, beyond which packets vanish
 *     silently
 * @param socketBufferBytes kernel buffer of each socket and direction; 4 MiB holds about 5 ms at
 *     line rate
 * @param io which kernel interface to use
 * @param congestion what slows a sender down; {@code sluice bench link} measures what each carries
 *     over a path that loses packets
 */
public record Datagrams(
        int payloadBytes, int segments, int socketBufferBytes, Io io, Congestion congestion) {
    /** The longest UDP payload over IPv4. */
    static final int MAX_UDP_PAYLOAD_BYTES = 65_507;

    /** The kernel interface. */
    public enum Io {
        /** epoll when its native library loads, else NIO. */
        BEST,
        /** Plain Java sockets: a sixth of the speed, works everywhere. */
        NIO
    }

    /** What slows a sender down. */
    public enum Congestion {
        /** BBR: to the rate and round trip that it measures, whatever is lost. */
        BY_RATE,
        /** CUBIC (RFC 9438): at every loss. */
        BY_LOSS
    }

    public Datagrams {
        Checks.range("datagram payload bytes", payloadBytes, 1_200, 65_507);
        Checks.range("segments", segments, 1, 64);
        Checks.range("socket buffer bytes", socketBufferBytes, 65_536, 64 << 20);
        Checks.atMost(
                "segments x payload",
                (long) segments * payloadBytes,
                "the longest UDP payload",
                MAX_UDP_PAYLOAD_BYTES);
    }

    /** 1,350-byte packets, 48 at a time, 4 MiB socket buffers, the best I/O there is. */
    public static Datagrams defaults() {
        return new Datagrams(1_350, 48, 4 << 20, Io.BEST, Congestion.BY_LOSS);
    }

    /** 16,000-byte packets, 4 at a time: for loopback and jumbo paths only. */
    public static Datagrams loopback() {
        return new Datagrams(16_000, 4, 4 << 20, Io.BEST, Congestion.BY_LOSS);
    }

    /** The same over another kernel interface. */
    public Datagrams with(Io other) {
        return new Datagrams(payloadBytes, segments, socketBufferBytes, other, congestion);
    }

    /** The same with another congestion control. */
    public Datagrams with(Congestion other) {
        return new Datagrams(payloadBytes, segments, socketBufferBytes, io, other);
    }
}
