package dev.sluice.bench;

import java.util.List;

/**
 * How fast one thing grows with another, by least squares.
 *
 * @param error its standard error; 0 for two points
 */
public record Slope(double slope, double error) {
    /** Of pairs with at least two different first values. */
    public static Slope of(List<double[]> points) {
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
        double slope = covariance / variance;
        double squares = 0;
        for (double[] point : points) {
            double off = point[1] - meanY - slope * (point[0] - meanX);
            squares += off * off;
        }
        return new Slope(slope, n > 2 ? Math.sqrt(squares / (n - 2) / variance) : 0);
    }
}
