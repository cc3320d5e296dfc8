package dev.sluice.poc.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The other way to hand out keys: one independent key for each slice, HMAC-SHA256 of its index
 * under the creator's root, and the buyer gets as many keys as it bought slices. Owned by one
 * thread.
 */
final class SliceKeys {
    static final int BYTES = 32;

    private final Mac mac;

    SliceKeys(byte[] root) throws GeneralSecurityException {
        mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(root, "HmacSHA256"));
    }

    /** What the creator sends for a range: the keys of its slices, one after the other. */
    byte[] keysFor(long first, int count) throws GeneralSecurityException {
        byte[] keys = new byte[count * BYTES];
        for (int i = 0; i < count; i++) {
            for (int shift = 56; shift >= 0; shift -= 8) mac.update((byte) ((first + i) >> shift));
            mac.doFinal(keys, i * BYTES);
        }
        return keys;
    }

    /** What the buyer does with it. */
    static byte[] keyOf(byte[] keys, int at) {
        return Arrays.copyOfRange(keys, at * BYTES, (at + 1) * BYTES);
    }
}
