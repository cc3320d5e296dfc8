package dev.sluice.engine.cli;

import java.util.Locale;

/** Byte counts for people: binary units, as prices are per MiB. */
final class Sizes {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Sizes() {}

    /** {@code unit} is {@code bytes}, or the name of what is counted. */
    static String of(long count, String unit) {
        return unit.equals("bytes") ? bytes(count) : count + " " + unit;
    }

    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
