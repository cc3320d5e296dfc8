package dev.sluice.payments.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of golden vectors: flat JSON, one object per case. Values are text; a list is its items,
 * joined by a comma.
 */
final class VectorFile {
    private static final Pattern FIELD =
            Pattern.compile("\"(\\w+)\": *(?:\"([^\"]*)\"|\\[([^]]*)]|([0-9]+))");

    private VectorFile() {}

    static Path path(String name) {
        String root = System.getProperty("sluice.root", "..");
        return Path.of(root, "docs", "vectors", name);
    }

    /** Fields before the list of cases are in the first map, and each case is a map after it. */
    static List<Map<String, String>> read(String name) throws IOException {
        List<Map<String, String>> objects = new ArrayList<>();
        String text = Files.readString(path(name)).replaceFirst("\\{", "");
        for (String part : text.split("\\{", -1)) objects.add(fields(part));
        return objects;
    }

    private static Map<String, String> fields(String object) {
        Map<String, String> fields = new HashMap<>();
        Matcher matcher = FIELD.matcher(object);
        while (matcher.find()) fields.put(matcher.group(1), value(matcher));
        return fields;
    }

    private static String value(Matcher matcher) {
        if (matcher.group(3) != null) return matcher.group(3).replaceAll("[\"\\s]", "");
        return matcher.group(2) != null ? matcher.group(2) : matcher.group(4);
    }
}
