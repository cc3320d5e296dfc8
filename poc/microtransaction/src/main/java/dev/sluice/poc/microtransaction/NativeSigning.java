package dev.sluice.poc.microtransaction;

import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;

/** libsecp256k1 through JNI. */
final class NativeSigning implements Signing {
    private final Secp256k1 curve = Secp256k1.get();

    @Override
    public String library() {
        return "libsecp256k1";
    }

    @Override
    public byte[] sign(byte[] digest, byte[] secret) {
        return curve.sign(digest, secret, null);
    }

    @Override
    public boolean verify(byte[] digest, byte[] signature, byte[] publicKey) {
        try {
            return curve.verify(signature, digest, publicKey);
        } catch (Secp256k1Exception malformed) {
            return false;
        }
    }

    @Override
    public byte[] publicKey(byte[] secret) {
        return curve.pubkeyCreate(secret);
    }
}
