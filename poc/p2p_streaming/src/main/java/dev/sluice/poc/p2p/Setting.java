package dev.sluice.poc.p2p;

import java.util.List;
import java.util.function.Supplier;

/**
 * One way to stream a work from two seeders, and the lines between.
 *
 * @param shape which slices share a stream
 * @param urgency what the seeders tell QUIC of their streams
 * @param schedule which slice is asked of which seeder
 * @param lines to each seeder; none: plain loopback
 * @param secondHolds how many percent of the slices the second seeder has
 */
record Setting(
        Shape shape,
        Urgency urgency,
        Supplier<Schedule> schedule,
        List<Line> lines,
        int secondHolds) {
    /** What plays: 40 Mbit/s. */
    static final long PLAY_BYTES_PER_SECOND = 5_000_000;

    /** Asked of a seeder at once; 1 to 4 MiB fill a loopback. */
    static final long IN_FLIGHT_BYTES = 2 << 20;

    /** How far beyond the last slice in order anything is fetched. */
    static final long HORIZON_BYTES = 16 << 20;

    /** What a voucher pays ahead, at one base unit a byte. */
    static final long PAYMENT_WINDOW_BASE_UNITS = 1 << 20;

    /** Which slices share a stream. */
    enum Shape {
        /** Every answer of a seeder comes on one stream. */
        ONE_LONG,
        /** A stream for each slice. */
        PER_SLICE,
        /** A stream for each 1 MiB. */
        PER_RANGE;

        int slicesPerRequest(int sliceBytes) {
            return this == PER_RANGE ? Math.max(1, (1 << 20) / sliceBytes) : 1;
        }
    }

    /** What the seeders tell QUIC of their streams. */
    enum Urgency {
        /** Nothing: streams take turns. */
        OFF,
        /** All equally urgent and not incremental: the older stream first. */
        IN_ORDER,
        /** Not incremental, and the sooner it is played, the more urgent. */
        BY_DEADLINE
    }

    /** A line: both directions have the delay, the one from the seeder the rate. */
    record Line(long bytesPerSecond, int delayMs) {}
}
