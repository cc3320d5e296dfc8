package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** JSON, one object a line. */
final class Lines {
    private Lines() {}

    static Map<?, ?> parse(String line) {
        return JsonMapper.shared().readValue(line, Map.class);
    }

    /** The last object of the type; every line must be JSON. */
    static Map<?, ?> last(String text, String type) {
        Map<?, ?> found = Map.of();
        for (String line : text.lines().toList()) {
            if (line.startsWith("WARNING")) continue; // the JVM's own
            Map<?, ?> object = parse(line);
            if (type.equals(object.get("type"))) found = object;
        }
        return found.isEmpty() ? fail("no " + type + " in " + text) : found;
    }
}
