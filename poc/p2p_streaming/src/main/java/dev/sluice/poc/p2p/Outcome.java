package dev.sluice.poc.p2p;

/**
 * What one stream was like.
 *
 * @param seconds from the first request to the last slice
 * @param firstMs from the first request to the first slice, verified and decrypted
 * @param urgentMs from the request of one slice far ahead, in the middle of the stream, to its
 *     arrival
 * @param stalledPercent of the player's time
 * @param bytes what was moved
 * @param cpuSeconds of all three nodes
 */
record Outcome(
        double seconds,
        double firstMs,
        double urgentMs,
        double stalledPercent,
        Bytes bytes,
        double cpuSeconds) {
    /**
     * Bytes moved.
     *
     * @param payload plaintext delivered
     * @param duplicate slices that were here already
     * @param wire packets sent by all nodes, without UDP and IP headers
     */
    record Bytes(long payload, long duplicate, long wire) {}

    double goodputMBs() {
        return bytes.payload / 1e6 / seconds;
    }

    double duplicatePercent() {
        return 100.0 * bytes.duplicate / bytes.payload;
    }

    double overheadPercent() {
        return 100.0 * (bytes.wire - bytes.payload) / bytes.payload;
    }

    double cpuSecondsPerGB() {
        return cpuSeconds / (bytes.payload / 1e9);
    }
}
