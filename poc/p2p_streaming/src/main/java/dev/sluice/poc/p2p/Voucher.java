package dev.sluice.poc.p2p;

import fr.acinq.secp256k1.Secp256k1;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A promise to pay this much in all, in base units, signed for one channel: the greatest one holds.
 */
final class Voucher {
    static final int SIGNATURE_BYTES = 64;

    final long cumulativeBaseUnits;
    final byte[] signature;

    Voucher(long cumulativeBaseUnits, byte[] signature) {
        this.cumulativeBaseUnits = cumulativeBaseUnits;
        this.signature = signature;
    }

    static Voucher sign(int channel, long cumulativeBaseUnits, byte[] secret) {
        byte[] digest = digest(channel, cumulativeBaseUnits);
        return new Voucher(cumulativeBaseUnits, Secp256k1.get().sign(digest, secret, null));
    }

    boolean isOf(int channel, byte[] publicKey) {
        byte[] digest = digest(channel, cumulativeBaseUnits);
        return Secp256k1.get().verify(signature, digest, publicKey);
    }

    private static byte[] digest(int channel, long amount) {
        try {
            ByteBuffer message = ByteBuffer.allocate(20).putLong(0x766f75636865720aL);
            return MessageDigest.getInstance("SHA-256")
                    .digest(message.putInt(channel).putLong(amount).array());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
