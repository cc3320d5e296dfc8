package dev.sluice.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the tests need to know of a Markdown text: its links, headings and fenced blocks. */
record Markdown(String name, String text) {
    private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)[^)]*\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}\\s+(.+?)\\s*#*$");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```([^\\n`]*)\\n(.*?)^```[ \\t]*$");

    /** A fenced block: what stands behind the opening fence, and the lines between. */
    record Block(String info, List<String> lines) {}

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find())
            blocks.add(new Block(block.group(1).strip(), block.group(2).lines().toList()));
        return blocks;
    }

    private String prose() {
        return BLOCK.matcher(text).replaceAll("").replaceAll("`[^`\\n]*`", "");
    }

    List<String> links() {
        return LINK.matcher(prose()).results().map(found -> found.group(1)).toList();
    }

    /** The anchors that its headings make. */
    List<String> anchors() {
        return HEADING.matcher(BLOCK.matcher(text).replaceAll(""))
                .results()
                .map(found -> anchor(found.group(1)))
                .toList();
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
