package dev.sluice.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What stands on a page where it quotes a result file. */
public interface Quotes {
    /**
     * The Markdown for {@code <!-- KIND FILE NAME -->} on this page.
     *
     * @throws IOException if the file cannot be read or has no such thing
     */
    String quote(Path page, String kind, String file, String name) throws IOException;

    /** Files beside the page that belong to what was quoted since this was made, by path. */
    default Map<Path, String> files() {
        return Map.of();
    }
}
