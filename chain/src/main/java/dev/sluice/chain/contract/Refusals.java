package dev.sluice.chain.contract;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The custom errors of the contracts by selector: turns revert data into words and numbers.
 *
 * <p>Read once from the committed ABI, so a new error of the contract needs no change here.
 */
public final class Refusals {
    private static final String PANIC = "4e487b71";
    private static final String ERROR_TEXT = "08c379a0";
    private static final Map<String, Refusal> BY_SELECTOR = load();

    private Refusals() {}

    private record Field(String type, String name) {}

    private record Refusal(String name, List<Field> fields) {
        String signature() {
            return name + "(" + String.join(",", fields.stream().map(Field::type).toList()) + ")";
        }

        String show(Words words) {
            List<String> shown = new ArrayList<>();
            for (int i = 0; i < fields.size() && i < words.size(); i++)
                shown.add(fields.get(i).name() + " " + value(fields.get(i).type(), words, i));
            return name + "(" + String.join(", ", shown) + ")";
        }

        private static String value(String type, Words words, int index) {
            if (type.equals("address")) return words.address(index).toString();
            boolean number = type.startsWith("uint");
            return (number ? words.number(index) : words.bytes32(index)).toString();
        }
    }

    /** Such as {@code AboveReserve(cumulative 5, reserve 4)}; empty when the data says nothing. */
    public static String explain(byte[] revertData) {
        if (revertData.length < 4) return "";
        String selector = HexFormat.of().formatHex(revertData, 0, 4);
        Words words = new Words(Arrays.copyOfRange(revertData, 4, revertData.length));
        Refusal refusal = BY_SELECTOR.get(selector);
        if (refusal != null) return refusal.show(words);
        if (selector.equals(ERROR_TEXT)) return text(words);
        if (selector.equals(PANIC) && words.size() > 0)
            return "Panic(code " + words.number(0) + ")";
        return "unknown error 0x" + selector;
    }

    /**
     * The string of {@code Error(string)}: offset, length, bytes. Lengths are the chain's word, so
     * bounded.
     */
    private static String text(Words words) {
        if (words.size() < 2) return "";
        int length = words.number(1).min(BigInteger.valueOf(words.data().length - 64L)).intValue();
        return new String(words.data(), 64, length, StandardCharsets.UTF_8)
                .replaceAll("\\p{C}", "?");
    }

    private static Map<String, Refusal> load() {
        Map<String, Refusal> found = new TreeMap<>();
        for (Artifacts artifact : Artifacts.values())
            for (JsonNode entry : artifact.abi())
                if (entry.path("type").asString().equals("error")) add(found, entry);
        return Map.copyOf(found);
    }

    private static void add(Map<String, Refusal> found, JsonNode entry) {
        List<Field> fields = new ArrayList<>();
        for (JsonNode input : entry.path("inputs"))
            fields.add(new Field(input.path("type").asString(), input.path("name").asString()));
        Refusal refusal = new Refusal(entry.path("name").asString(), List.copyOf(fields));
        found.put(HexFormat.of().formatHex(Selector.of(refusal.signature())), refusal);
    }
}
