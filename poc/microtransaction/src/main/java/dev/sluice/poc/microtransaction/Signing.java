package dev.sluice.poc.microtransaction;

/** ECDSA over secp256k1, as libraries offer it. Signatures are r, then s: 64 bytes. */
interface Signing {
    int BYTES = 64;

    String library();

    byte[] sign(byte[] digest, byte[] secret);

    /** Whether the holder of this public key (65 bytes, uncompressed) signed the digest. */
    boolean verify(byte[] digest, byte[] signature, byte[] publicKey);

    byte[] publicKey(byte[] secret);
}
