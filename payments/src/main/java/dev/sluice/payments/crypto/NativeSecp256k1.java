package dev.sluice.payments.crypto;

import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The curve by libsecp256k1 through JNI: 5 to 15 times as fast as pure Java.
 *
 * <p>The library is loaded by the constructor, which fails with a {@link LinkageError} or an {@link
 * IllegalStateException} where there is none.
 */
public final class NativeSecp256k1 implements Secp256k1 {
    private final fr.acinq.secp256k1.Secp256k1 library = fr.acinq.secp256k1.Secp256k1.get();

    @Override
    public byte[] sign(byte[] digest, byte[] secret, byte[] publicKey) {
        Raw.requireDigest(digest);
        Raw.requireSecret(secret);
        byte[] compact = library.sign(digest, secret, null);
        byte[] out = Arrays.copyOf(compact, Signature.BYTES);
        out[64] = (byte) (27 + parity(digest, compact, publicKey));
        return out;
    }

    /** The library does not say which of the two points it used. */
    private int parity(byte[] digest, byte[] compact, byte[] publicKey) {
        byte[] even = library.ecdsaRecover(compact, digest, 0);
        return Arrays.equals(withoutTag(even), publicKey) ? 0 : 1;
    }

    @Override
    public byte @Nullable [] recover(byte[] digest, byte[] signature) {
        Raw.requireDigest(digest);
        if (!Raw.isPlausible(signature)) return null;
        try {
            byte[] compact = Arrays.copyOf(signature, 64);
            return withoutTag(library.ecdsaRecover(compact, digest, signature[64] - 27));
        } catch (Secp256k1Exception noSuchPoint) {
            return null;
        }
    }

    @Override
    public byte[] publicKey(byte[] secret) {
        Raw.requireSecret(secret);
        return withoutTag(library.pubkeyCreate(secret));
    }

    /** Drops the leading 4 of an uncompressed point (SEC 1). */
    private static byte[] withoutTag(byte[] point) {
        return Arrays.copyOfRange(point, 1, 1 + PUBLIC_KEY_BYTES);
    }
}
