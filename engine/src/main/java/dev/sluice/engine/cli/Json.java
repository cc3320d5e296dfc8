package dev.sluice.engine.cli;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** One JSON object to a line. Maps keep their order. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    static String line(Map<String, ?> object) {
        return MAPPER.writeValueAsString(object);
    }

    static Map<?, ?> read(String text) {
        return MAPPER.readValue(text, Map.class);
    }
}
