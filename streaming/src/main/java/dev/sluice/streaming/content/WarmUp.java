package dev.sluice.streaming.content;

import dev.sluice.streaming.hash.Sha256;
import java.nio.ByteBuffer;
import javax.crypto.AEADBadTagException;

/**
 * Many small rounds of seal, hash and open: what makes the JIT compile them, in a few tenths of a
 * second.
 */
final class WarmUp {
    private static final int ROUNDS = 10_000;
    private static final int BYTES = 1024;

    private WarmUp() {}

    static void run(CipherSuite suite) {
        Aead sealer = Aead.sealing(suite);
        Aead opener = Aead.opening(suite);
        Sha256 sha = new Sha256();
        byte[] key = new byte[SliceCipher.KEY_BYTES];
        byte[] plain = new byte[BYTES];
        byte[] sealed = new byte[BYTES + Geometry.TAG_BYTES];
        for (int round = 0; round < ROUNDS; round++) {
            ByteBuffer.wrap(key).putInt(round);
            try {
                sealer.run(key, key, plain, 0, BYTES, sealed, 0);
                sha.update(sealed).digestInto(plain, 0);
                opener.run(key, key, sealed, 0, sealed.length, plain, 0);
            } catch (AEADBadTagException e) {
                throw new IllegalStateException(suite + " cannot open what it sealed", e);
            }
        }
    }
}
