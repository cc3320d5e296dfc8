package dev.sluice.poc.crypto;

/** A way to hash a slice to 32 bytes. Owned by one thread: it reuses its state. */
interface Hash {
    int BYTES = 32;

    /** Hashes the first {@code length} bytes and writes 32. */
    void digest(byte[] in, int length, byte[] out);
}
