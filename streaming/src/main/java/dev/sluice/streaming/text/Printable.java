package dev.sluice.streaming.text;

/**
 * A peer's text made fit for a terminal or a log (T23): control and format characters, line
 * separators, lone surrogates, private and unassigned code points are written as their hexadecimal
 * number, {@code u{202e}} behind a backslash. Everything else, other scripts included, stays as it
 * is. Not reversible, and not meant to be: a backslash stays a backslash.
 */
public final class Printable {
    private Printable() {}

    public static String escape(String text) {
        return escape(text, Integer.MAX_VALUE);
    }

    /** At most {@code maxCharacters} code points of the text, and an ellipsis when it has more. */
    public static String escape(String text, int maxCharacters) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), maxCharacters));
        text.codePoints().limit(maxCharacters).forEach(c -> append(out, c));
        boolean cut = text.codePointCount(0, text.length()) > maxCharacters;
        return cut ? out.append('…').toString() : out.toString();
    }

    private static void append(StringBuilder out, int c) {
        if (isPlain(c)) out.appendCodePoint(c);
        else out.append("\\u{").append(Integer.toHexString(c)).append('}');
    }

    /** False for a character that can move, hide or split text. */
    static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
