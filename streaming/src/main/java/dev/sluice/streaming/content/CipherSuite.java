package dev.sluice.streaming.content;

/**
 * How slices are encrypted. The id is one byte of the content id, of every key and of every tag.
 */
public enum CipherSuite {
    /** NIST SP 800-38D, from the JDK: the default, fastest on processors with AES instructions. */
    AES_256_GCM(1, "AES/GCM/NoPadding", "AES"),

    /** RFC 8439: for processors without them. */
    CHACHA20_POLY1305(2, "ChaCha20-Poly1305", "ChaCha20");

    private final int id;
    final String transformation;
    final String keyAlgorithm;

    CipherSuite(int id, String transformation, String keyAlgorithm) {
        this.id = id;
        this.transformation = transformation;
        this.keyAlgorithm = keyAlgorithm;
    }

    public int id() {
        return id;
    }

    /** Throws {@link IllegalArgumentException} for an id that this version does not know. */
    public static CipherSuite of(int id) {
        for (CipherSuite suite : values()) if (suite.id == id) return suite;
        throw new IllegalArgumentException("unknown cipher suite " + id);
    }
}
