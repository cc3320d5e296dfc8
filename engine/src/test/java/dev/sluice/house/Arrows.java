package dev.sluice.house;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which package of ours may know which, as a table of {@code package: what it may know}, one a
 * line.
 *
 * <p>A package may know only what stands in a line above its own, so the table cannot hold a cycle.
 *
 * @param allowed by package, without the common {@code dev.sluice.}
 */
record Arrows(Map<String, Set<String>> allowed) {
    static final String ROOT = "dev.sluice.";

    static Arrows parse(String table) {
        Map<String, Set<String>> allowed = new LinkedHashMap<>();
        for (String line : table.lines().filter(row -> !row.isBlank()).toList()) {
            List<String> row = List.of(line.split(":", 2));
            Set<String> known = new TreeSet<>(List.of(row.get(1).strip().split("\\s+")));
            known.remove("");
            for (String name : known)
                if (!allowed.containsKey(name))
                    throw new IllegalArgumentException(
                            row.get(0)
                                    + " may not know "
                                    + name
                                    + ", which does not stand above it");
            allowed.put(row.get(0).strip(), known);
        }
        return new Arrows(allowed);
    }

    boolean knows(String packageName) {
        return allowed.containsKey(local(packageName));
    }

    boolean allows(String from, String to) {
        return from.equals(to) || allowed.getOrDefault(local(from), Set.of()).contains(local(to));
    }

    private static String local(String packageName) {
        return packageName.startsWith(ROOT) ? packageName.substring(ROOT.length()) : packageName;
    }
}
