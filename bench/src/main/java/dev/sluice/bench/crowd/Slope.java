package dev.sluice.bench.crowd;

import java.util.List;

/** How fast one thing grows with another. */
final class Slope {
    private Slope() {}

    /** By least squares, of pairs with at least two different first values. */
    static double of(List<double[]> points) {
        double n = points.size();
        double meanX = points.stream().mapToDouble(point -> point[0]).sum() / n;
        double meanY = points.stream().mapToDouble(point -> point[1]).sum() / n;
        double covariance = 0;
        double variance = 0;
        for (double[] point : points) {
            covariance += (point[0] - meanX) * (point[1] - meanY);
            variance += (point[0] - meanX) * (point[0] - meanX);
        }
        if (variance == 0) throw new IllegalArgumentException("all at one place: " + meanX);
        return covariance / variance;
    }
}
