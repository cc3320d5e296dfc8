package dev.sluice.engine.cli;

import java.nio.file.Path;
import java.util.Map;

/** Where things lie when nobody says otherwise: the XDG base directories. */
final class Directories {
    private Directories() {}

    static Path data() {
        return base("XDG_DATA_HOME", ".local/share");
    }

    static Path chainFile() {
        return base("XDG_STATE_HOME", ".local/state").resolve("chain.json");
    }

    private static Path base(String variable, String fallback) {
        Map<String, String> environment = System.getenv();
        String set = environment.get(variable);
        Path root =
                set != null && !set.isEmpty()
                        ? Path.of(set)
                        : Path.of(System.getProperty("user.home"), fallback);
        return root.resolve("sluice");
    }
}
