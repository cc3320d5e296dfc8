package dev.sluice.streaming.quic;

/**
 * Every limit of the transport, checked once and against each other when the record is made.
 *
 * <p>Start from {@link #defaults()} and replace a part. The reason for each figure is in its part.
 *
 * @param datagrams how packets are cut and moved
 * @param accepted windows granted to peers that dialled this node
 * @param dialled windows granted to peers that this node dialled
 * @param timeouts how long anything may take
 * @param limits how much of anything there may be
 * @param rates how much may be moved in a second
 * @param eventLoopThreads threads that do all I/O: one serves, the others share the dialling
 */
public record TransportSettings(
        Datagrams datagrams,
        Windows accepted,
        Windows dialled,
        Timeouts timeouts,
        Limits limits,
        Rates rates,
        int eventLoopThreads) {

    public TransportSettings {
        Checks.range("event loop threads", eventLoopThreads, 1, 256);
    }

    /** Settings that reach line rate on an ordinary network path. */
    public static TransportSettings defaults() {
        return new TransportSettings(
                Datagrams.defaults(),
                Windows.forRequests(),
                Windows.forSlices(),
                Timeouts.defaults(),
                Limits.defaults(),
                Rates.UNLIMITED,
                2);
    }

    /** The same with other datagrams. */
    public TransportSettings with(Datagrams other) {
        return new TransportSettings(
                other, accepted, dialled, timeouts, limits, rates, eventLoopThreads);
    }

    /** The same with other timeouts. */
    public TransportSettings with(Timeouts other) {
        return new TransportSettings(
                datagrams, accepted, dialled, other, limits, rates, eventLoopThreads);
    }

    /** The same with other limits. */
    public TransportSettings with(Limits other) {
        return new TransportSettings(
                datagrams, accepted, dialled, timeouts, other, rates, eventLoopThreads);
    }

    /** The same with other rates. */
    public TransportSettings with(Rates other) {
        return new TransportSettings(
                datagrams, accepted, dialled, timeouts, limits, other, eventLoopThreads);
    }

    /** The same with other windows. */
    public TransportSettings withWindows(Windows acceptedWindows, Windows dialledWindows) {
        return new TransportSettings(
                datagrams,
                acceptedWindows,
                dialledWindows,
                timeouts,
                limits,
                rates,
                eventLoopThreads);
    }
}
