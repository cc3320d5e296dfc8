package dev.sluice.streaming.content;

import dev.sluice.streaming.hash.Blake3;
import dev.sluice.streaming.hash.Hasher;
import dev.sluice.streaming.hash.Sha256;
import java.util.Arrays;
import java.util.List;

/**
 * How slices, keys and pages are hashed. The id is one byte of the content id, of every commitment
 * and of every page digest.
 */
public enum HashSuite {
    SHA_256(1, "sha256"),
    BLAKE3(2, "blake3");

    private final int id;
    private final String label;

    HashSuite(int id, String label) {
        this.id = id;
        this.label = label;
    }

    public int id() {
        return id;
    }

    /** As it is written on a command line and in JSON. */
    public String label() {
        return label;
    }

    /** A fresh one, for one thread. */
    Hasher hasher() {
        return switch (this) {
            case SHA_256 -> new Sha256();
            case BLAKE3 -> Blake3.hasher();
        };
    }

    /** Throws {@link IllegalArgumentException} for an id that this version does not know. */
    public static HashSuite of(int id) {
        for (HashSuite suite : values()) if (suite.id == id) return suite;
        throw new IllegalArgumentException("unknown hash suite " + id);
    }

    /** Throws {@link IllegalArgumentException} for a label of none. */
    public static HashSuite labelled(String label) {
        for (HashSuite suite : values()) if (suite.label.equals(label)) return suite;
        List<String> known = Arrays.stream(values()).map(HashSuite::label).toList();
        throw new IllegalArgumentException("no hash suite " + label + ", known are " + known);
    }
}
