package dev.sluice.payments.crypto;

import dev.sluice.payments.money.Address;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Who signed: from a digest and a signature to an address. */
public final class Signers {
    private Signers() {}

    /** Whether signatures are made and checked by the native library. */
    public static boolean isNative() {
        return Choice.BEST instanceof NativeSecp256k1;
    }

    /** What makes and checks signatures, for people. */
    public static String implementation() {
        return isNative() ? "libsecp256k1" : "BouncyCastle, in Java";
    }

    /** The signer's address, or null when the signature is not one (high s and odd v included). */
    public static @Nullable Address recover(byte[] digest, Signature signature) {
        byte[] publicKey = Secp256k1.best().recover(digest, signature.bytes());
        return publicKey == null ? null : addressOf(publicKey);
    }

    /** True when {@code signer}, which is never the zero address (T2), signed the digest. */
    public static boolean isSignedBy(byte[] digest, Signature signature, Address signer) {
        return !signer.isZero() && signer.equals(recover(digest, signature));
    }

    /** The last twenty bytes of the public key's Keccak hash. */
    public static Address addressOf(byte[] publicKey) {
        byte[] hash = Keccak256.hash(publicKey);
        return Address.of(Arrays.copyOfRange(hash, hash.length - Address.BYTES, hash.length));
    }
}
