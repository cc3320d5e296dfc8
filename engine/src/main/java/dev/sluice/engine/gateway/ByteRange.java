package dev.sluice.engine.gateway;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a Range header asks for (RFC 9110, section 14).
 *
 * <p>A header that is malformed, of another unit or names several ranges is ignored, as section
 * 14.2 allows: the answer is the whole.
 */
sealed interface ByteRange {
    /** All of it. */
    record Whole() implements ByteRange {}

    /** From {@code first} to {@code last}, which is part of it. */
    record Part(long first, long last) implements ByteRange {}

    /** No byte of it exists. */
    record Unsatisfiable() implements ByteRange {}

    Whole WHOLE = new Whole();
    Unsatisfiable UNSATISFIABLE = new Unsatisfiable();

    static ByteRange parse(@Nullable String header, long length) {
        if (header == null) return WHOLE;
        String text = header.strip();
        int equals = text.indexOf('=');
        if (equals < 0 || !text.substring(0, equals).toLowerCase(Locale.ROOT).equals("bytes"))
            return WHOLE;
        String spec = text.substring(equals + 1).strip();
        int dash = spec.indexOf('-');
        if (dash < 0 || spec.indexOf(',') >= 0) return WHOLE;
        String first = spec.substring(0, dash);
        String last = spec.substring(dash + 1);
        if (!isNumber(first) || !isNumber(last)) return WHOLE;
        return first.isEmpty() ? suffix(last, length) : from(number(first), last, length);
    }

    private static ByteRange suffix(String text, long length) {
        if (text.isEmpty()) return WHOLE;
        long count = Math.min(number(text), length);
        return count == 0 ? UNSATISFIABLE : new Part(length - count, length - 1);
    }

    private static ByteRange from(long first, String text, long length) {
        long last = text.isEmpty() ? Long.MAX_VALUE : number(text);
        if (last < first) return WHOLE;
        return first >= length ? UNSATISFIABLE : new Part(first, Math.min(last, length - 1));
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Beyond every work is as good as any number beyond. */
    private static long number(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > 18 ? Long.MAX_VALUE : Long.parseLong(significant);
    }
}
