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
 * @param brokenStreams streams of one connection that may end by cancel or reset before the
 *     connection is drained and closed; the codec keeps about 1.5 KB for each until then
 */
public record Limits(
        int connections, int connectionsPerAddress, int sendQueueBytes, int brokenStreams) {
    public Limits {
        Checks.range("broken streams", brokenStreams, 1, 1 << 20);
        Checks.range("connections", connections, 1, 1 << 20);
        Checks.range("connections per address", connectionsPerAddress, 1, 1 << 20);
        Checks.range("send queue bytes", sendQueueBytes, 2 << 20, 1 << 30);
    }

    /** 1,024, 64, 8 MiB and 1,024. */
    public static Limits defaults() {
        return new Limits(1_024, 64, 8 << 20, 1_024);
    }
}
