package dev.sluice.poc.p2p;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A work cut into slices, each encrypted by AES-256-GCM and known by the SHA-256 of its ciphertext.
 *
 * <p>A long work repeats its first 64 MiB, so that it fits in memory. Ciphers are not shared:
 * {@link Opener} is one thread's.
 */
final class Work {
    static final int TAG_BYTES = 16;

    private static final long STORED_BYTES = 64 << 20;

    final int slices;
    final int sliceBytes;

    private final SecretKeySpec key;
    private final ByteBuf[] ciphers;
    private final byte[][] hashes;

    /** Makes one of random bytes, always the same. */
    Work(int slices, int sliceBytes) {
        this.slices = slices;
        this.sliceBytes = sliceBytes;
        byte[] secret = new byte[32];
        new SplittableRandom(7).nextBytes(secret);
        key = new SecretKeySpec(secret, "AES");
        int stored = (int) Math.min(slices, Math.max(1, STORED_BYTES / sliceBytes));
        ciphers = new ByteBuf[stored];
        hashes = new byte[stored][];
        try {
            for (int i = 0; i < stored; i++) encrypt(i);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks AES-GCM or SHA-256", e);
        }
    }

    private void encrypt(int slice) throws GeneralSecurityException {
        byte[] sealed = gcm(Cipher.ENCRYPT_MODE, slice).doFinal(plain(slice));
        hashes[slice] = MessageDigest.getInstance("SHA-256").digest(sealed);
        ByteBuffer direct = ByteBuffer.allocateDirect(sealed.length).put(sealed).flip();
        ciphers[slice] = Unpooled.wrappedBuffer(direct);
    }

    /** What a slice says; for tests, and to begin with. */
    byte[] plain(int slice) {
        byte[] plain = new byte[sliceBytes];
        new SplittableRandom(slice % ciphers.length).nextBytes(plain);
        return plain;
    }

    /** The ciphertext of a slice, to be released. */
    ByteBuf cipher(int slice) {
        return ciphers[slice % ciphers.length].retainedDuplicate();
    }

    int cipherBytes() {
        return sliceBytes + TAG_BYTES;
    }

    private Cipher gcm(int mode, int slice) throws GeneralSecurityException {
        Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
        gcm.init(mode, key, nonce(slice));
        return gcm;
    }

    private GCMParameterSpec nonce(int slice) {
        byte[] nonce = ByteBuffer.allocate(12).putInt(slice % hashes.length).array();
        return new GCMParameterSpec(8 * TAG_BYTES, nonce);
    }

    /** Verifies and decrypts. One thread. */
    final class Opener {
        private final Cipher gcm;
        private final MessageDigest sha256;

        Opener() {
            try {
                gcm = Cipher.getInstance("AES/GCM/NoPadding");
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java lacks AES-GCM or SHA-256", e);
            }
        }

        boolean isGenuine(int slice, byte[] cipher) {
            return Arrays.equals(sha256.digest(cipher), hashes[slice % hashes.length]);
        }

        /** Decrypts into {@code plain}. */
        void open(int slice, byte[] cipher, byte[] plain) {
            try {
                gcm.init(Cipher.DECRYPT_MODE, key, nonce(slice));
                gcm.doFinal(cipher, 0, cipher.length, plain, 0);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("slice " + slice + " does not decrypt", e);
            }
        }
    }
}
