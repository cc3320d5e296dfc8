package dev.sluice.engine.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of recordings as people write and read them, in milliseconds. */
final class Durations {
    /** Few enough that nothing overflows; a manifest takes far less. */
    private static final String DIGITS = "[0-9]{1,12}";

    private static final Pattern UNITS =
            Pattern.compile(
                    "(?:(D)h)?(?:(D)m(?!s))?(?:(D)(?:\\.([0-9]{1,3}))?s)?(?:(D)ms)?"
                            .replace("D", DIGITS));

    private static final Pattern CLOCK =
            Pattern.compile(
                    "(?:(D):)?([0-9]{1,2}):([0-5][0-9])(?:\\.([0-9]{1,3}))?".replace("D", DIGITS));

    private Durations() {}

    /**
     * Reads {@code 1:32:05}, {@code 32:05.5}, {@code 1h32m5s}, {@code 92m}, {@code 5.5s} or {@code
     * 1500ms}; a number alone says no unit and is refused.
     *
     * @param mostMillis the longest that is taken; the shortest is 1
     */
    static long millis(String text, String option, long mostMillis) {
        Matcher clock = CLOCK.matcher(text);
        Matcher units = UNITS.matcher(text);
        long millis = -1;
        if (clock.matches() && (clock.group(1) == null || number(clock.group(2)) < 60))
            millis = sum(clock, 4);
        else if (!text.isEmpty() && units.matches())
            millis = sum(units, 4) + number(units.group(5));
        if (millis >= 1 && millis <= mostMillis) return millis;
        String why =
                millis < 0
                        ? " is no length of a recording"
                        : " is " + millis + " ms, outside 1.." + mostMillis + " ms";
        throw new CliException(
                ExitCode.USAGE,
                option + " " + text + why,
                "write hours, minutes and seconds, like 1:32:05 or 1h32m5s, or 90s, or 1500ms");
    }

    /** Hours, minutes and seconds are groups 1 to 3. */
    private static long sum(Matcher parts, int fraction) {
        long seconds =
                (number(parts.group(1)) * 60 + number(parts.group(2))) * 60
                        + number(parts.group(3));
        String thousandths = parts.group(fraction);
        return seconds * 1_000
                + (thousandths == null ? 0 : number((thousandths + "00").substring(0, 3)));
    }

    private static long number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** {@code 1:32:05.500}, without what is zero at either end. */
    static String text(long millis) {
        long seconds = millis / 1_000;
        String clock =
                seconds < 3_600
                        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
                        : "%d:%02d:%02d"
                                .formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60);
        return millis % 1_000 == 0 ? clock : clock + ".%03d".formatted(millis % 1_000);
    }
}
