package dev.sluice.streaming.content;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * HKDF with SHA-256 (RFC 5869) over one reused Mac, keyed once per pseudorandom key. Owned by one
 * thread.
 */
final class Hkdf {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BLOCK = 32;
    private static final int MAX_OUTPUT = 255 * BLOCK;

    private final Mac mac = fresh();
    private final byte[] block = new byte[BLOCK];

    /** Section 2.2: the pseudorandom key of some input keying material, 32 bytes. */
    byte[] extract(byte[] salt, byte[] input) {
        key(salt.length == 0 ? new byte[BLOCK] : salt);
        return mac.doFinal(input);
    }

    /** Section 2.3: fills {@code out} from the offset on with {@code length} bytes. */
    void expand(byte[] prk, byte[] info, byte[] out, int offset, int length) {
        if (length > MAX_OUTPUT)
            throw new IllegalArgumentException("HKDF gives at most 8160 bytes, got " + length);
        key(prk);
        for (int done = 0, counter = 1; done < length; done += BLOCK, counter++) {
            if (done > 0) mac.update(block);
            mac.update(info);
            mac.update((byte) counter);
            finishBlock();
            System.arraycopy(block, 0, out, offset + done, Math.min(BLOCK, length - done));
        }
    }

    private void finishBlock() {
        try {
            mac.doFinal(block, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("an HMAC-SHA256 has 32 bytes", e);
        }
    }

    private void key(byte[] key) {
        try {
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("HMAC takes any key", e);
        }
    }

    private static Mac fresh() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }
}
