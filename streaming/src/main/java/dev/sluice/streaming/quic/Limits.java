package dev.sluice.streaming.quic;

/**
 * How much of anything there may be.
 *
 * @param connections accepted connections at once, handshakes included; 1,024 at 256 KiB each is
 *     256 MiB
 * @param connectionsPerAddress the same from one address (one /64 for IPv6); 64 leaves room for
 *     many users behind one router (T16)
 * @param sendQueueBytes frames queued on one stream and not accepted by the transport; 8 MiB is a
 *     full pipeline of 16 large slices. Frames with a {@code FrameWriter} take no memory while they
 *     wait
 */
public record Limits(int connections, int connectionsPerAddress, int sendQueueBytes) {
    public Limits {
        Checks.range("connections", connections, 1, 1 << 20);
        Checks.range("connections per address", connectionsPerAddress, 1, 1 << 20);
        Checks.range("send queue bytes", sendQueueBytes, 2 << 20, 1 << 30);
    }

    /** 1,024, 64 and 8 MiB. */
    public static Limits defaults() {
        return new Limits(1_024, 64, 8 << 20);
    }
}
