package dev.sluice.payments.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.Samples;
import dev.sluice.payments.SeededTrials;
import dev.sluice.payments.money.Address;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class SecretKeyTest {
    private static final byte[] DIGEST = Keccak256.hash(new byte[] {4});

    @Test
    void aSignatureRecoversToTheAddressOfItsKeyAndOnlyForItsDigest() {
        SeededTrials.run(
                50,
                random -> {
                    SecretKey key = SecretKey.random(random);
                    byte[] digest = Samples.bytes(random, 32);
                    Signature signature = key.sign(digest);
                    assertEquals(key.address(), Signers.recover(digest, signature));
                    assertTrue(Signers.isSignedBy(digest, signature, key.address()));
                    assertFalse(Signers.isSignedBy(DIGEST, signature, key.address()));
                });
    }

    /** T2: no signature makes the zero address a signer. */
    @Test
    void theZeroAddressNeverSigned() {
        Signature nothing = Signature.of(new byte[Signature.BYTES]);
        assertNull(Signers.recover(DIGEST, nothing));
        assertFalse(Signers.isSignedBy(DIGEST, nothing, Address.ZERO));
    }

    /** T21 */
    @Test
    void aKeyDoesNotPrintItsSecret() {
        SecretKey key = SecretKey.random(new SplittableRandom(3));
        String secret = HexFormat.of().formatHex(key.toBytes());
        for (int i = 0; i + 8 <= secret.length(); i++)
            assertFalse(key.toString().contains(secret.substring(i, i + 8)));
        assertTrue(key.toString().contains(key.address().toString()));
    }

    /** T21 */
    @Test
    void aRefusedSecretIsNotInTheMessage() {
        byte[] tooLarge = new byte[32];
        Arrays.fill(tooLarge, (byte) 0xff);
        Exception refusal =
                assertThrows(IllegalArgumentException.class, () -> SecretKey.of(tooLarge));
        assertFalse(String.valueOf(refusal.getMessage()).contains("ff"));
    }

    @Test
    void aRandomKeySkipsNumbersThatAreNoSecrets() {
        RandomGenerator source = new SplittableRandom(5);
        RandomGenerator firstTooLarge =
                new RandomGenerator() {
                    private boolean asked;

                    @Override
                    public long nextLong() {
                        return source.nextLong();
                    }

                    @Override
                    public void nextBytes(byte[] bytes) {
                        if (asked) source.nextBytes(bytes);
                        else Arrays.fill(bytes, (byte) 0xff);
                        asked = true;
                    }
                };
        assertTrue(Raw.isSecret(SecretKey.random(firstTooLarge).toBytes()));
    }

    @Test
    void bytesGivenOutAndTakenInAreCopies() {
        byte[] secret = Samples.key(5).toBytes();
        SecretKey key = SecretKey.of(secret);
        secret[31] = 6;
        key.toBytes()[31] = 7;
        assertArrayEquals(Samples.key(5).toBytes(), key.toBytes());
        Signature signature = key.sign(DIGEST);
        signature.toBytes()[0]++;
        assertEquals(key.sign(DIGEST), signature);
        assertEquals(key.sign(DIGEST).hashCode(), signature.hashCode());
        assertNotEquals(Samples.key(6).sign(DIGEST), signature);
        assertEquals(2 + 2 * Signature.BYTES, signature.toString().length());
        assertThrows(IllegalArgumentException.class, () -> Signature.of(new byte[64]));
    }
}
