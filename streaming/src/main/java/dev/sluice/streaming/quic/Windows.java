package dev.sluice.streaming.quic;

/**
 * Flow control granted to a peer: how much it may send ahead of what is read here (RFC 9000,
 * section 4).
 *
 * <p>This bounds the memory that a peer's unread or out-of-order data takes. The transport widens a
 * window only for data that is being read.
 *
 * @param connectionBytes over all streams; above the stream window, else one unread stream stops
 *     them all
 * @param streamBytes on one stream
 * @param streams streams that the peer may have open at once
 */
public record Windows(long connectionBytes, long streamBytes, int streams) {
    public Windows {
        Checks.range("connection window bytes", connectionBytes, 16_384, 1L << 30);
        Checks.range("stream window bytes", streamBytes, 16_384, 1L << 30);
        Checks.range("streams", streams, 1, 1_024);
        Checks.atMost(
                "stream window bytes", streamBytes + 1, "connection window bytes", connectionBytes);
    }

    /** For a peer that only asks: 1 MiB in all, 256 KiB a stream, 128 streams. */
    public static Windows forRequests() {
        return new Windows(1 << 20, 256 << 10, 128);
    }

    /**
     * For a peer that answers with slices: 32 MiB in all, 8 MiB a stream, 16 streams of its own.
     */
    public static Windows forSlices() {
        return new Windows(32 << 20, 8 << 20, 16);
    }
}
