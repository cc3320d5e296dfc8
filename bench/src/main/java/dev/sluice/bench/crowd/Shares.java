package dev.sluice.bench.crowd;

import java.util.List;

/**
 * How evenly something was shared out.
 *
 * @param jain Jain's index: 1 when all have the same, 1/n when one has all
 */
record Shares(double jain, double least, double most, double mean) {
    /** Of at least one share, none below zero. */
    static Shares of(List<Double> shares) {
        if (shares.isEmpty()) throw new IllegalArgumentException("no shares");
        double sum = 0;
        double squares = 0;
        double least = Double.MAX_VALUE;
        double most = 0;
        for (double share : shares) {
            sum += share;
            squares += share * share;
            least = Math.min(least, share);
            most = Math.max(most, share);
        }
        double jain = squares == 0 ? 0 : sum * sum / (shares.size() * squares);
        return new Shares(jain, least, most, sum / shares.size());
    }
}
