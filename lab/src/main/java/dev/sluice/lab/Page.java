package dev.sluice.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown page that quotes result files, so that no figure is typed by hand.
 *
 * <p>Between {@code <!-- table FILE NAME -->} and {@code <!-- end -->} stands the table NAME of the
 * result file FILE, a path beside the page, with a line that says where and on what it was
 * measured. What else than a table can be quoted is up to the {@link Quotes}.
 */
public final class Page {
    private static final Pattern QUOTE =
            Pattern.compile("(<!-- ([a-z]+) (\\S+) (\\S+) -->\n).*?(<!-- end -->)", Pattern.DOTALL);

    private final Path file;
    private final Quotes quotes;

    public Page(Path file) {
        this(file, new TableQuotes());
    }

    public Page(Path file, Quotes quotes) {
        this.file = file;
        this.quotes = quotes;
    }

    /** Writes the quotes anew, and the files that belong to them; returns whether any changed. */
    public boolean refresh() throws IOException {
        String text = rendered(Files.readString(file));
        boolean changed = write(file, text);
        for (Map.Entry<Path, String> beside : quotes.files().entrySet())
            changed |= write(beside.getKey(), beside.getValue());
        return changed;
    }

    private static boolean write(Path file, String text) throws IOException {
        if (has(file, text)) return false;
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
        return true;
    }

    private static boolean has(Path file, String text) throws IOException {
        return Files.exists(file) && Files.readString(file).equals(text);
    }

    /** Whether the page quotes at least once, and all is as the result files have it. */
    public boolean isFresh() throws IOException {
        String text = Files.readString(file);
        if (!QUOTE.matcher(text).find() || !rendered(text).equals(text)) return false;
        for (Map.Entry<Path, String> beside : quotes.files().entrySet())
            if (!has(beside.getKey(), beside.getValue())) return false;
        return true;
    }

    private String rendered(String text) throws IOException {
        Matcher quote = QUOTE.matcher(text);
        StringBuilder out = new StringBuilder();
        while (quote.find()) {
            String fresh = quotes.quote(file, quote.group(2), quote.group(3), quote.group(4));
            quote.appendReplacement(
                    out, Matcher.quoteReplacement(quote.group(1) + fresh + quote.group(5)));
        }
        return quote.appendTail(out).toString();
    }

    /** Refreshes the pages named. */
    public static void main(String[] pages) throws IOException {
        for (String page : pages) new Page(Path.of(page)).refresh();
    }
}
