package dev.sluice.poc.blockchain;

/**
 * How much is streamed and how often that is settled.
 *
 * @param hours of play, with a payment for each slice
 * @param seeders that serve them, one after the other; the creator is one payee more
 * @param settlements of each payee in all
 */
record Usage(String name, int hours, int seeders, int settlements) {
    /** Slices of 256 KiB in an hour of 5 Mbit/s. */
    static final long SLICES_PER_HOUR = 5_000_000L / 8 * 3_600 / (256 << 10);

    int payees() {
        return seeders + 1;
    }

    long slices() {
        return hours * SLICES_PER_HOUR;
    }
}
