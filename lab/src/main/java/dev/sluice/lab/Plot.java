package dev.sluice.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A plot as SVG: bars, or lines over one quantity. The same figures give the same bytes.
 *
 * <p>Widths are in pixels; the value axis begins at 0 and ends at a round number.
 */
public final class Plot {
    private static final int WIDTH = 720;
    private static final int LABELS = 190;
    private static final int TOP = 36;
    private static final int BAR = 24;
    private static final int HEIGHT = 320;
    private static final int LEFT = 70;
    private static final int RIGHT = 150;
    private static final int BOTTOM = 50;
    private static final int TICKS = 5;

    /** Above this, one decade is as wide as another. */
    private static final double DECADES_FROM = 50;

    private static final String[] COLOURS = {"#1f6feb", "#d1570c", "#2da44e", "#8250df", "#bf3989"};

    private final StringBuilder svg = new StringBuilder();

    private Plot() {}

    /** One bar. */
    public record Bar(String label, double value) {}

    /**
     * One line.
     *
     * @param points pairs of x and y, x ascending
     */
    public record Line(String name, List<double[]> points) {}

    /** One bar below the other, each with its figure. */
    public static String bars(String title, List<Bar> bars) {
        Plot plot = new Plot();
        plot.open(title, TOP + bars.size() * BAR + 12);
        double most = round(bars.stream().mapToDouble(Bar::value).max().orElse(1));
        for (int i = 0; i < bars.size(); i++) plot.bar(bars.get(i), i, most);
        return plot.close();
    }

    private void bar(Bar bar, int at, double most) {
        int y = TOP + at * BAR;
        double width = bar.value() / most * (WIDTH - LABELS - 90);
        text(LABELS - 8, y + 15, "end", bar.label());
        svg.append(
                format(
                        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"16\" fill=\"%s\"/>\n",
                        LABELS, y + 2, width, COLOURS[0]));
        text(LABELS + width + 6, y + 15, "start", number(bar.value()));
    }

    /** Lines over one quantity, by decades where it spans many. */
    public static String lines(String title, String x, List<Line> lines) {
        Plot plot = new Plot();
        plot.open(title, HEIGHT);
        List<double[]> all = new ArrayList<>();
        lines.forEach(line -> all.addAll(line.points()));
        double least = all.stream().mapToDouble(p -> p[0]).min().orElse(1);
        double most = all.stream().mapToDouble(p -> p[0]).max().orElse(1);
        Axis across = new Axis(least, most, least > 0 && most / least >= DECADES_FROM);
        double top = round(all.stream().mapToDouble(p -> p[1]).max().orElse(1));
        plot.grid(top);
        all.stream()
                .mapToDouble(p -> p[0])
                .distinct()
                .forEach(
                        at ->
                                plot.text(
                                        across.pixel(at),
                                        HEIGHT - BOTTOM + 18,
                                        "middle",
                                        number(at)));
        plot.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", x);
        for (int i = 0; i < lines.size(); i++)
            plot.line(lines.get(i), across, top, COLOURS[i % COLOURS.length], i);
        return plot.close();
    }

    private record Axis(double least, double most, boolean decades) {
        double pixel(double value) {
            double part =
                    most == least
                            ? 0.5
                            : decades
                                    ? Math.log10(value / least) / Math.log10(most / least)
                                    : (value - least) / (most - least);
            return LEFT + part * (WIDTH - LEFT - RIGHT);
        }
    }

    private static double y(double value, double top) {
        return HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM);
    }

    private void grid(double top) {
        for (int i = 0; i <= TICKS; i++) {
            double value = top * i / TICKS;
            svg.append(
                    format(
                            "<path d=\"M%d %.1fH%d\" stroke=\"#d0d7de\"/>\n",
                            LEFT, y(value, top), WIDTH - RIGHT));
            text(LEFT - 8, y(value, top) + 4, "end", number(value));
        }
    }

    private void line(Line line, Axis across, double top, String colour, int at) {
        StringBuilder path = new StringBuilder();
        for (double[] point : line.points())
            path.append(path.isEmpty() ? "M" : "L")
                    .append(format("%.1f %.1f", across.pixel(point[0]), y(point[1], top)));
        svg.append(
                format(
                        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n",
                        path, colour));
        for (double[] point : line.points())
            svg.append(
                    format(
                            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n",
                            across.pixel(point[0]), y(point[1], top), colour));
        int key = TOP + 10 + at * 20;
        svg.append(
                format(
                        "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"4\" fill=\"%s\"/>\n",
                        WIDTH - RIGHT + 12, key, colour));
        text(WIDTH - RIGHT + 30, key + 6, "start", line.name());
    }

    private void open(String title, int height) {
        svg.append(
                format(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                                + " font-family=\"sans-serif\" font-size=\"12\">\n",
                        WIDTH, height));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        text(12, 22, "start", title);
    }

    private String close() {
        return svg.append("</svg>\n").toString();
    }

    private void text(double x, double y, String anchor, String text) {
        svg.append(
                format(
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#1f2328\">%s</text>\n",
                        x, y, anchor, text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    /** The next of 1, 2, 2.5, 5 times a power of ten. */
    private static double round(double value) {
        if (value <= 0) return 1;
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 2, 2.5, 5})
            if (value <= step * power) return step * power;
        return 10 * power;
    }

    private static String number(double value) {
        if (value >= 100 || value == Math.rint(value)) return format("%,.0f", value);
        return value >= 1 ? format("%.1f", value) : format("%.3f", value);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is in no library that we have
    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
