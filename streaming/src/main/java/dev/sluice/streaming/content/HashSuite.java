package dev.sluice.streaming.content;

/**
 * How pages and slices are hashed. The id is one byte of the content id and of every page digest.
 */
public enum HashSuite {
    SHA_256(1);

    private final int id;

    HashSuite(int id) {
        this.id = id;
    }

    public int id() {
        return id;
    }

    /** Throws {@link IllegalArgumentException} for an id that this version does not know. */
    public static HashSuite of(int id) {
        for (HashSuite suite : values()) if (suite.id == id) return suite;
        throw new IllegalArgumentException("unknown hash suite " + id);
    }
}
