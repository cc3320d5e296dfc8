package dev.sluice.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/** A command that ran in this process: its exit code, and what it said. */
public record Ran(int code, String out, String err) {
    public static Ran of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                Main.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true));
        int code = line.execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }

    /** Each line of stdout must be one JSON object. */
    public List<Map<?, ?>> objects() {
        return out.lines().<Map<?, ?>>map(Ran::parse).toList();
    }

    private static Map<?, ?> parse(String line) {
        return JsonMapper.shared().readValue(line, Map.class);
    }

    /** The last object on stdout. */
    public Map<?, ?> result() {
        assertEquals(0, code, this::toString);
        return objects().getLast();
    }

    /**
     * It failed with this code, and says so: as text, or with {@code --json} as the last object.
     */
    public Ran failed(int expected, String... mentions) {
        assertEquals(expected, code, this::toString);
        String id = "E%03d".formatted(expected);
        String said = err;
        if (out.contains("\"type\":\"error\"")) {
            Map<?, ?> error = objects().getLast();
            assertEquals("error", error.get("type"));
            assertEquals(false, error.get("ok"));
            assertEquals(id, error.get("code"));
            assertEquals(expected, error.get("exit"));
            said = error.get("message") + " · " + error.get("advice");
        } else assertTrue(err.contains("error[" + id + "]: "), this::toString);
        for (String mention : mentions) assertTrue(said.contains(mention), this::toString);
        assertTrue(!said.contains("fault in sluice"), this::toString);
        return this;
    }
}
