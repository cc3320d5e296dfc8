package dev.sluice.payments.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.payments.Samples;
import dev.sluice.payments.SeededTrials;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class Secp256k1Test {
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    private static final byte[] DIGEST = Keccak256.hash(new byte[] {1, 2, 3});

    static Stream<Secp256k1> both() {
        return Stream.of(Secp256k1.best(), new BouncyCastleSecp256k1());
    }

    private static byte[] number(BigInteger number) {
        byte[] out = new byte[32];
        Raw.put(number, out, 0);
        return out;
    }

    private static byte[] signature(byte[] r, byte[] s, int v) {
        byte[] out = Arrays.copyOf(r, Signature.BYTES);
        System.arraycopy(s, 0, out, 32, 32);
        out[64] = (byte) v;
        return out;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void bothImplementationsSignAndRecoverAlike() {
        Secp256k1 fast = new NativeSecp256k1();
        Secp256k1 slow = new BouncyCastleSecp256k1();
        SeededTrials.run(
                100,
                random -> {
                    byte[] secret = SecretKey.random(random).toBytes();
                    byte[] digest = Samples.bytes(random, 32);
                    byte[] signature = fast.sign(digest, secret);
                    assertArrayEquals(signature, slow.sign(digest, secret));
                    assertArrayEquals(fast.publicKey(secret), slow.publicKey(secret));
                    assertArrayEquals(fast.publicKey(secret), fast.recover(digest, signature));
                    assertArrayEquals(fast.publicKey(secret), slow.recover(digest, signature));
                });
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void bothAgreeOnWhatIsNoSignature() {
        Secp256k1 fast = new NativeSecp256k1();
        Secp256k1 slow = new BouncyCastleSecp256k1();
        SeededTrials.run(
                300,
                random -> {
                    byte[] signature = Samples.bytes(random, 65);
                    signature[0] = (byte) random.nextInt(-1, 1);
                    signature[32] &= 0x7f;
                    signature[64] = (byte) (26 + random.nextInt(4));
                    byte[] digest = Samples.bytes(random, 32);
                    assertArrayEquals(
                            slow.recover(digest, signature), fast.recover(digest, signature));
                });
    }

    @ParameterizedTest
    @MethodSource("both")
    void theAddressOfSecretOneIsTheKnownOne(Secp256k1 curve) {
        assertEquals(
                "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf",
                Signers.addressOf(curve.publicKey(number(BigInteger.ONE))).toString());
    }

    /**
     * T2: the twin of a signature, n - s with the other v, recovers the same key and is refused.
     */
    @ParameterizedTest
    @MethodSource("both")
    void highSIsRefused(Secp256k1 curve) {
        byte[] good = curve.sign(DIGEST, number(BigInteger.TWO));
        assertNotNull(curve.recover(DIGEST, good));
        BigInteger s = new BigInteger(1, good, 32, 32);
        byte[] twin = signature(good, number(ORDER.subtract(s)), 55 - good[64]);
        assertNull(curve.recover(DIGEST, twin));
    }

    /** T2: the largest s that counts is (n - 1) / 2. */
    @ParameterizedTest
    @MethodSource("both")
    void theBoundOfLowSIsHalfTheOrder(Secp256k1 curve) {
        byte[] r = curve.sign(DIGEST, number(BigInteger.TWO));
        BigInteger half = ORDER.shiftRight(1);
        assertNotNull(curve.recover(DIGEST, signature(r, number(half), 27)));
        assertNull(curve.recover(DIGEST, signature(r, number(half.add(BigInteger.ONE)), 27)));
        assertNotNull(curve.recover(DIGEST, signature(r, number(BigInteger.ONE), 27)));
        assertNull(curve.recover(DIGEST, signature(r, new byte[32], 27)));
    }

    /** T2: zero r or s, r at the order, v outside 27 and 28, wrong lengths. */
    @ParameterizedTest
    @MethodSource("both")
    void impossibleSignaturesAreRefused(Secp256k1 curve) {
        byte[] good = curve.sign(DIGEST, number(BigInteger.TWO));
        byte[] one = number(BigInteger.ONE);
        assertNull(curve.recover(DIGEST, new byte[65]));
        assertNull(curve.recover(DIGEST, signature(new byte[32], one, 27)));
        assertNull(curve.recover(DIGEST, signature(number(ORDER), one, 27)));
        for (int v : new int[] {0, 1, 26, 29, -101})
            assertNull(curve.recover(DIGEST, signature(good, one, v)));
        assertNull(curve.recover(DIGEST, new byte[64]));
        assertNull(curve.recover(DIGEST, new byte[66]));
    }

    /** T2: s·R = e·G has the point at infinity as its key, which is nobody's. */
    @ParameterizedTest
    @MethodSource("both")
    void aSignatureWhoseKeyIsAtInfinityIsRefused(Secp256k1 curve) {
        BigInteger generatorX = new BigInteger(1, curve.publicKey(number(BigInteger.ONE)), 0, 32);
        byte[] five = number(BigInteger.valueOf(5));
        byte[] signature = signature(number(generatorX), five, 27);
        assertNull(curve.recover(five, signature));
        assertNotNull(curve.recover(number(BigInteger.valueOf(4)), signature));
        assertNotNull(curve.recover(number(BigInteger.valueOf(6)), signature));
    }

    @Test
    void aSignatureEqualsOnlyTheSameBytes() {
        byte[] bytes = Samples.SIGNER.sign(DIGEST).toBytes();
        Signature signature = Signature.of(bytes);
        assertEquals(Samples.SIGNER.sign(DIGEST), signature);
        Object text = signature.toString();
        assertNotEquals(signature, text);
        bytes[64] ^= 1;
        assertNotEquals(signature, Signature.of(bytes));
    }

    @ParameterizedTest
    @MethodSource("both")
    void secretsOutsideTheOrderAreRefused(Secp256k1 curve) {
        byte[] last = number(ORDER.subtract(BigInteger.ONE));
        assertArrayEquals(curve.publicKey(last), curve.recover(DIGEST, curve.sign(DIGEST, last)));
        for (byte[] bad : new byte[][] {new byte[32], number(ORDER), new byte[31], new byte[33]}) {
            assertThrows(IllegalArgumentException.class, () -> curve.publicKey(bad));
            assertThrows(IllegalArgumentException.class, () -> curve.sign(DIGEST, bad, last));
        }
        assertThrows(IllegalArgumentException.class, () -> curve.sign(new byte[31], last));
        assertThrows(
                IllegalArgumentException.class, () -> curve.recover(new byte[33], new byte[65]));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theNativeLibraryIsChosenWhereItLoads() {
        assertInstanceOf(NativeSecp256k1.class, Secp256k1.best());
    }

    @Test
    void pureJavaIsChosenWhereTheLibraryDoesNotLoadOrDoesNotWork() {
        assertInstanceOf(
                BouncyCastleSecp256k1.class,
                Choice.choose(
                        () -> {
                            throw new UnsatisfiedLinkError("not for this machine");
                        }));
        assertInstanceOf(
                BouncyCastleSecp256k1.class,
                Choice.choose(
                        () -> {
                            throw new IllegalStateException("could not be unpacked");
                        }));
        assertInstanceOf(BouncyCastleSecp256k1.class, Choice.choose(Broken::new));
    }

    /** Loads, and answers wrongly. */
    private static final class Broken implements Secp256k1 {
        @Override
        public byte[] sign(byte[] digest, byte[] secret, byte[] publicKey) {
            return new byte[65];
        }

        @Override
        public byte[] recover(byte[] digest, byte[] signature) {
            return new byte[64];
        }

        @Override
        public byte[] publicKey(byte[] secret) {
            return new BouncyCastleSecp256k1().publicKey(secret);
        }
    }
}
