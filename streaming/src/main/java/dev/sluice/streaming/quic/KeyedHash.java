package dev.sluice.streaming.quic;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 under a random key of its own (RFC 2104): no two uses share a key (T15).
 *
 * <p>Owned by one event loop.
 */
final class KeyedHash {
    static final int BYTES = 32;

    private final Mac mac;

    KeyedHash(SecureRandom random) {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    /** The hash of what remains in {@code input}, which is not moved. */
    byte[] of(ByteBuffer input) {
        mac.update(input.duplicate());
        return mac.doFinal();
    }

    /** The first {@code length} bytes of the hash over two inputs, each led by its length. */
    ByteBuffer of(ByteBuffer first, ByteBuffer second, int length) {
        mac.update((byte) first.remaining());
        mac.update(first.duplicate());
        mac.update((byte) second.remaining());
        mac.update(second.duplicate());
        return ByteBuffer.wrap(mac.doFinal(), 0, length).slice();
    }
}
