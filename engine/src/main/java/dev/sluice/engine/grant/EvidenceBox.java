package dev.sluice.engine.grant;

import dev.sluice.streaming.store.Durable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where a node keeps the proof against key services that sold wrong keys (T26). */
public final class EvidenceBox {
    private static final int NAME_BYTES = 8;

    private final Path directory;

    private EvidenceBox(Path directory) {
        this.directory = directory;
    }

    public static EvidenceBox at(Path home) {
        return new EvidenceBox(home.resolve("evidence"));
    }

    /** Writes the file, forced to disk, under a name of its own; the same proof twice is one. */
    public Path keep(byte[] evidence) throws IOException {
        Durable.createPrivateDirectory(directory);
        Path file = directory.resolve(name(evidence));
        Durable.write(file, evidence);
        return file;
    }

    private static String name(byte[] evidence) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(evidence);
            return HexFormat.of().formatHex(digest, 0, NAME_BYTES) + ".evidence";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
