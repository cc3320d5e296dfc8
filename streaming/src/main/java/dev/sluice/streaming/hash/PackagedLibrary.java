package dev.sluice.streaming.hash;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The C library of BLAKE3 as its jar has it, for x86-64 Linux. The system loads only from a file:
 * the library goes into one that nobody else can write, and that is gone once it is loaded.
 */
final class PackagedLibrary {
    private static final String NAME = "/libblake3.so";

    private PackagedLibrary() {}

    /** Fails with a {@link RuntimeException} where there is none for this platform. */
    static SymbolLookup load() {
        return load(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static SymbolLookup load(Path directory) {
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!platform.equals("Linux amd64"))
            throw new UnsupportedOperationException("no BLAKE3 library for " + platform);
        try (InputStream in = PackagedLibrary.class.getResourceAsStream(NAME)) {
            if (in == null) throw new IOException("no " + NAME + " on the class path");
            Path file = Files.createTempFile(directory, "sluice-", ".so");
            try {
                Files.write(file, in.readAllBytes());
                return SymbolLookup.libraryLookup(file, Arena.global());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
