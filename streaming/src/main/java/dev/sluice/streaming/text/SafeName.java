package dev.sluice.streaming.text;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/**
 * A file name made from a published title (T19): one path component on every common file system,
 * never a directory, a device or a hidden file. Titles are data; this is used only when a work is
 * exported to where a person looks.
 */
public final class SafeName {
    /** Longest name in UTF-8 bytes; leaves room for a suffix below the usual limit of 255. */
    public static final int MAX_BYTES = 200;

    private static final String RESERVED_CHARACTERS = "/\\:*?\"<>|";
    private static final Set<String> DEVICES =
            Set.of("con", "prn", "aux", "nul", "conin$", "conout$");

    private SafeName() {}

    /** The name for a title, or {@code fallback}, which is taken as it is, when nothing is left. */
    public static String of(String title, String fallback) {
        StringBuilder kept = new StringBuilder();
        Normalizer.normalize(title, Normalizer.Form.NFC)
                .codePoints()
                .forEach(c -> kept.appendCodePoint(isAllowed(c) ? c : '_'));
        String name = trimmed(shortened(trimmed(kept.toString())));
        if (name.codePoints().allMatch(c -> c == '_')) return fallback;
        return isDevice(name) ? "_" + name : name;
    }

    private static boolean isAllowed(int c) {
        return Printable.isPlain(c) && RESERVED_CHARACTERS.indexOf(c) < 0;
    }

    /** Windows drops trailing dots and spaces; a leading dot hides a file or names a parent. */
    private static String trimmed(String name) {
        return name.replaceAll("^[.\\s\\u00a0]+|[.\\s\\u00a0]+$", "");
    }

    private static String shortened(String name) {
        int end = name.length();
        while (utf8Length(name.substring(0, end)) > MAX_BYTES)
            end = name.offsetByCodePoints(end, -1);
        return name.substring(0, end);
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isDevice(String name) {
        String stem = name.replaceAll("\\..*", "").strip().toLowerCase(Locale.ROOT);
        return DEVICES.contains(stem) || stem.matches("(com|lpt)[0-9¹²³]");
    }
}
