package dev.sluice.streaming.hash;

/**
 * A hash of 32 bytes, fed in parts. Owned by one thread: it reuses its state. Every digest leaves
 * it ready for the next. A part that is not within its array is a caller's mistake.
 */
public interface Hasher {
    int BYTES = 32;

    Hasher update(byte[] in, int offset, int length);

    default Hasher update(byte[] in) {
        return update(in, 0, in.length);
    }

    /** Writes 32 bytes at the offset. */
    void digestInto(byte[] out, int offset);

    /** The digest in an array of its own. */
    default byte[] digest() {
        byte[] out = new byte[BYTES];
        digestInto(out, 0);
        return out;
    }
}
