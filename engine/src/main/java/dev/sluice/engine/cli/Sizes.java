package dev.sluice.engine.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Byte counts for people: binary units, as prices are per MiB. */
final class Sizes {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    /** A number with up to three decimals, and a unit of which only the first letter counts. */
    private static final Pattern SIZE =
            Pattern.compile(
                    "([0-9]{1,12}(?:\\.[0-9]{1,3})?)\\s?(?:([KMGT])i?B?|B)?",
                    Pattern.CASE_INSENSITIVE);

    private Sizes() {}

    /**
     * Reads {@code 65536}, {@code 64K}, {@code 1.5 MiB} or {@code 2GB}: units are binary, as they
     * are in what is printed.
     *
     * @param least of what is taken, bytes
     * @param most the same
     */
    static long parse(String text, String option, long least, long most) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches())
            throw new CliException(
                    ExitCode.USAGE,
                    option + " " + text + " is no size",
                    "write bytes with a unit, like 500K, 2M or 1.5GiB");
        long bytes = bytes(size);
        if (bytes >= least && bytes <= most) return bytes;
        throw new CliException(
                ExitCode.USAGE,
                option + " " + text + " is " + bytes + " bytes, outside " + least + ".." + most,
                "at least " + bytes(least) + ", at most " + bytes(most));
    }

    private static long bytes(Matcher size) {
        String prefix = size.group(2) == null ? "" : size.group(2).toUpperCase(Locale.ROOT);
        int power = prefix.isEmpty() ? 0 : 1 + "KMGT".indexOf(prefix);
        return new BigDecimal(size.group(1))
                .multiply(BigDecimal.valueOf(1L << (10 * power)))
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValue();
    }

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
