package dev.sluice.engine.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A line that is drawn over itself: how far, how fast, how long yet. Drawn only on a terminal; at
 * most ten times a second. Owned by its {@link Output}.
 */
final class ProgressBar {
    private static final int WIDTH = 28;

    /** What does not fit the terminal's width is cut off, or it could not be drawn over. */
    private static final String NO_WRAP = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";
    private static final long REDRAW_NS = 100_000_000L;

    private final PrintWriter err;
    private final boolean drawn;
    private final LongSupplier clockNs;
    private boolean open;
    private long startNs;
    private long startDone;
    private long lastNs;
    private long lastDone = -1;

    ProgressBar(PrintWriter err, boolean drawn, LongSupplier clockNs) {
        this.err = err;
        this.drawn = drawn;
        this.clockNs = clockNs;
    }

    /** {@code tail} stands behind it; asked for when it is drawn. */
    void show(long done, long total, String unit, Supplier<String> tail) {
        if (!due(done, total) || !drawn) return;
        err.print("\r" + NO_WRAP + line(done, total, unit) + tail.get() + "\u001b[K" + WRAP);
        err.flush();
        open = true;
    }

    /** Whether something should be said now: the first time, ten times a second, and at the end. */
    boolean due(long done, long total) {
        long now = clockNs.getAsLong();
        if (lastDone < 0 || done < lastDone) {
            startNs = now;
            startDone = done;
        } else if (now - lastNs < REDRAW_NS && done < total) return false;
        lastNs = now;
        lastDone = done;
        return true;
    }

    private String line(long done, long total, String unit) {
        int filled = total == 0 ? WIDTH : Math.clamp(done * WIDTH / total, 0, WIDTH);
        String text = "█".repeat(filled) + "░".repeat(WIDTH - filled);
        double seconds = (lastNs - startNs) / 1e9;
        double rate = seconds > 0 ? (done - startDone) / seconds : 0;
        return String.format(
                Locale.ROOT,
                "  %s %3d %%  %s of %s%s",
                text,
                total == 0 ? 100 : 100 * done / total,
                Sizes.of(done, unit),
                Sizes.of(total, unit),
                rate > 0
                        ? "  " + Sizes.of((long) rate, unit) + "/s" + left(done, total, rate)
                        : "");
    }

    private static String left(long done, long total, double rate) {
        long seconds = Math.round((total - done) / rate);
        return done >= total
                ? ""
                : "  " + seconds / 60 + ":" + String.format("%02d", seconds % 60) + " left";
    }

    /** Leaves the bar standing and goes to the next line. */
    void end() {
        if (open) err.println();
        err.flush();
        open = false;
        lastDone = -1;
    }
}
