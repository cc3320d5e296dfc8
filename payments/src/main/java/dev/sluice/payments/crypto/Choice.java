package dev.sluice.payments.crypto;

import java.util.Arrays;
import java.util.function.Supplier;

/** Which implementation of the curve is used: decided once, when first asked. */
final class Choice {
    static final Secp256k1 BEST = choose(NativeSecp256k1::new);

    private Choice() {}

    /** The preferred one when it loads and works, else the one in pure Java. */
    static Secp256k1 choose(Supplier<Secp256k1> preferred) {
        Secp256k1 fallback = new BouncyCastleSecp256k1();
        try {
            Secp256k1 candidate = preferred.get();
            return works(candidate) ? candidate : fallback;
        } catch (LinkageError | RuntimeException unusable) {
            return fallback;
        }
    }

    private static boolean works(Secp256k1 candidate) {
        byte[] one = new byte[Secp256k1.SECRET_BYTES];
        one[one.length - 1] = 1;
        byte[] publicKey = candidate.publicKey(one);
        byte[] signature = candidate.sign(Keccak256.hash(one), one, publicKey);
        return Arrays.equals(publicKey, candidate.recover(Keccak256.hash(one), signature));
    }
}
