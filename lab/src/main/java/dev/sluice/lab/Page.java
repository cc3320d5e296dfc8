package dev.sluice.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A Markdown page that quotes tables of result files, so that no figure is typed by hand.
 *
 * <p>Between {@code <!-- table FILE NAME -->} and {@code <!-- end -->} stands the table NAME of the
 * result file FILE, a path beside the page, with a line that says where and on what it was
 * measured.
 */
public final class Page {
    private static final Pattern QUOTE =
            Pattern.compile("(<!-- table (\\S+) (\\S+) -->\n).*?(<!-- end -->)", Pattern.DOTALL);

    private final Path file;

    public Page(Path file) {
        this.file = file;
    }

    /** Writes the tables anew; returns whether the page changed. */
    public boolean refresh() throws IOException {
        String old = Files.readString(file);
        String fresh = rendered(old);
        if (!fresh.equals(old)) Files.writeString(file, fresh);
        return !fresh.equals(old);
    }

    /** Whether the page quotes at least one table, and all as its files have them. */
    public boolean isFresh() throws IOException {
        String text = Files.readString(file);
        return QUOTE.matcher(text).find() && rendered(text).equals(text);
    }

    private String rendered(String text) throws IOException {
        Matcher quote = QUOTE.matcher(text);
        StringBuilder out = new StringBuilder();
        while (quote.find()) {
            String table = table(quote.group(2), quote.group(3));
            quote.appendReplacement(
                    out, Matcher.quoteReplacement(quote.group(1) + table + quote.group(4)));
        }
        return quote.appendTail(out).toString();
    }

    private String table(String path, String name) throws IOException {
        JsonNode result = ResultFile.read(file.toAbsolutePath().resolveSibling(path));
        JsonNode rows = result.path("tables").path(name);
        if (!rows.isArray() || rows.isEmpty())
            throw new IOException(path + " has no table " + name + ", which " + file + " quotes");
        List<String> columns = new ArrayList<>(rows.get(0).propertyNames());
        StringBuilder out = new StringBuilder("| " + String.join(" | ", columns) + " |\n|");
        for (String column : columns) out.append(isNumber(rows, column) ? " --: |" : " --- |");
        for (JsonNode row : rows) {
            out.append("\n|");
            for (String column : columns)
                out.append(' ').append(row.path(column).asString()).append(" |");
        }
        return out + "\n\n" + source(path, result.path("machine")) + "\n";
    }

    private static boolean isNumber(JsonNode rows, String column) {
        for (JsonNode row : rows) if (row.path(column).isString()) return false;
        return true;
    }

    private static String source(String path, JsonNode machine) {
        return "[%s](%s): %s cores of %s, %s, commit %.7s."
                .formatted(
                        path,
                        path,
                        machine.path("cores").asString(),
                        machine.path("cpu").asString(),
                        machine.path("jdk").asString(),
                        machine.path("commit").asString());
    }

    /** Refreshes the pages named. */
    public static void main(String[] pages) throws IOException {
        for (String page : pages) new Page(Path.of(page)).refresh();
    }
}
