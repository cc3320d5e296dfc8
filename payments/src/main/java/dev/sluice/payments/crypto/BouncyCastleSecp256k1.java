package dev.sluice.payments.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.jspecify.annotations.Nullable;

/** The curve in pure Java, for machines that libsecp256k1 was not built for. */
public final class BouncyCastleSecp256k1 implements Secp256k1 {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);
    private static final BigInteger ORDER = CURVE.getN();

    @Override
    public byte[] sign(byte[] digest, byte[] secret, byte[] publicKey) {
        Raw.requireDigest(digest);
        Raw.requireSecret(secret);
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, secret), DOMAIN));
        BigInteger[] rs = signer.generateSignature(digest);
        BigInteger highS = ORDER.subtract(rs[1]);
        return encode(digest, rs[0], rs[1].min(highS), publicKey);
    }

    private static byte[] encode(byte[] digest, BigInteger r, BigInteger s, byte[] publicKey) {
        byte[] out = new byte[Signature.BYTES];
        Raw.put(r, out, 0);
        Raw.put(s, out, 32);
        out[64] = (byte) (Arrays.equals(recoverPoint(digest, r, s, 0), publicKey) ? 27 : 28);
        return out;
    }

    @Override
    public byte @Nullable [] recover(byte[] digest, byte[] signature) {
        Raw.requireDigest(digest);
        if (!Raw.isPlausible(signature)) return null;
        BigInteger r = new BigInteger(1, signature, 0, 32);
        BigInteger s = new BigInteger(1, signature, 32, 32);
        return recoverPoint(digest, r, s, signature[64] - 27);
    }

    /** Q = (s·R − e·G) / r (SEC 1, 4.1.6). */
    private static byte @Nullable [] recoverPoint(
            byte[] digest, BigInteger r, BigInteger s, int parity) {
        ECPoint nonce = pointAt(r, parity);
        if (nonce == null) return null;
        BigInteger inverse = r.modInverse(ORDER);
        BigInteger minusE = new BigInteger(1, digest).negate().multiply(inverse).mod(ORDER);
        BigInteger sOverR = s.multiply(inverse).mod(ORDER);
        ECPoint sum = ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), minusE, nonce, sOverR);
        return sum.isInfinity() ? null : encode(sum);
    }

    private static @Nullable ECPoint pointAt(BigInteger x, int parity) {
        byte[] compressed = new byte[33];
        compressed[0] = (byte) (2 + parity);
        Raw.put(x, compressed, 1);
        try {
            return CURVE.getCurve().decodePoint(compressed);
        } catch (IllegalArgumentException notOnTheCurve) {
            return null;
        }
    }

    @Override
    public byte[] publicKey(byte[] secret) {
        Raw.requireSecret(secret);
        return encode(
                new FixedPointCombMultiplier().multiply(CURVE.getG(), new BigInteger(1, secret)));
    }

    private static byte[] encode(ECPoint point) {
        return Arrays.copyOfRange(point.getEncoded(false), 1, 1 + PUBLIC_KEY_BYTES);
    }
}
