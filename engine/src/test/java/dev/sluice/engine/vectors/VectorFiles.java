package dev.sluice.engine.vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes {@code docs/vectors}. Deterministic: the same code writes the same bytes. Run its main
 * after a change of a format that is meant, and look at the difference.
 */
public final class VectorFiles {
    private VectorFiles() {}

    /** Every file by its name. */
    static Map<String, String> all() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("eip712.json", text(ContractVectors.eip712()));
        files.put("splits.json", text(ContractVectors.splits()));
        files.put("keys.json", text(ContentVectors.keys()));
        files.put("slices.json", text(ContentVectors.slices()));
        files.put("trees.json", text(ContentVectors.trees()));
        files.put("manifests.json", text(OfferVectors.manifests()));
        files.put("links.json", text(OfferVectors.links()));
        files.put("grants.json", text(GrantVectors.grants()));
        return files;
    }

    static Path folder() {
        Path root = Path.of(System.getProperty("sluice.root", "..")).toAbsolutePath().normalize();
        return root.resolve("docs/vectors");
    }

    public static void main(String[] arguments) throws IOException {
        for (Map.Entry<String, String> file : all().entrySet())
            Files.writeString(folder().resolve(file.getKey()), file.getValue());
    }

    private static String text(Map<String, Object> object) {
        return json(object, "") + "\n";
    }

    /** Objects over several lines, lists of text in one; no text here needs an escape. */
    private static String json(Object value, String indent) {
        return switch (value) {
            case Map<?, ?> map -> object(map, indent);
            case List<?> list when !list.isEmpty() && list.getFirst() instanceof Map<?, ?> ->
                    lines(
                            "[",
                            list.stream().map(v -> json(v, indent + "  ")).toList(),
                            "]",
                            indent);
            case List<?> list ->
                    "[" + String.join(", ", list.stream().map(v -> json(v, "")).toList()) + "]";
            case Integer number -> number.toString();
            default -> "\"" + value + "\"";
        };
    }

    private static String object(Map<?, ?> map, String indent) {
        List<String> fields =
                map.entrySet().stream()
                        .map(e -> "\"" + e.getKey() + "\": " + json(e.getValue(), indent + "  "))
                        .toList();
        return lines("{", fields, "}", indent);
    }

    private static String lines(String open, List<String> items, String close, String indent) {
        String inner = indent + "  ";
        return open + "\n" + inner + String.join(",\n" + inner, items) + "\n" + indent + close;
    }
}
