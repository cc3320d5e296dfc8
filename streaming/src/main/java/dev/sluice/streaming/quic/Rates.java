package dev.sluice.streaming.quic;

/**
 * How many bytes of streams a node may move in a second, all its connections together; packets add
 * about 3 % to that.
 *
 * @param upBytesPerSecond sent; 0 is no limit, otherwise at least {@link #LEAST}
 * @param downBytesPerSecond received, the same
 */
public record Rates(long upBytesPerSecond, long downBytesPerSecond) {
    /** A slice of 64 KiB takes 4 s then; with less, peers would give the node up as stalled. */
    public static final long LEAST = 16 << 10;

    /** Far above any network, and small enough that a time can be reckoned without overflow. */
    public static final long MOST = 1L << 40;

    public static final Rates UNLIMITED = new Rates(0, 0);

    public Rates {
        check("upload bytes a second", upBytesPerSecond);
        check("download bytes a second", downBytesPerSecond);
    }

    private static void check(String what, long rate) {
        if (rate != 0) Checks.range(what, rate, LEAST, MOST);
    }
}
