package dev.sluice.streaming.content;

import static dev.sluice.streaming.content.Samples.SLICE;
import static dev.sluice.streaming.content.Samples.filled;
import static dev.sluice.streaming.content.Samples.geometry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** I7: what opens is what was sealed, at that place of that work. */
final class SliceCipherTest {
    private static final Geometry GEOMETRY = geometry(2L * SLICE + 100);

    @Test
    void aesGcmGivesTheAnswerOfTheGcmSpecificationsCase14() throws Exception {
        byte[] out = new byte[32];
        Aead.sealing(CipherSuite.AES_256_GCM)
                .run(new byte[32], new byte[0], new byte[16], 0, 16, out, 0);
        assertEquals(
                "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919",
                HexFormat.of().formatHex(out));
    }

    @Test
    void chachaAgreesWithBouncyCastle() throws Exception {
        byte[] key = filled(32, 3);
        byte[] plain = filled(1000, 4);
        byte[] ours = new byte[1016];
        Aead.sealing(CipherSuite.CHACHA20_POLY1305).run(key, key, plain, 0, 1000, ours, 0);
        ChaCha20Poly1305 oracle = new ChaCha20Poly1305();
        oracle.init(true, new AEADParameters(new KeyParameter(key), 128, new byte[12], key));
        byte[] theirs = new byte[1016];
        oracle.doFinal(theirs, oracle.processBytes(plain, 0, 1000, theirs, 0));
        assertArrayEquals(theirs, ours);
    }

    @ParameterizedTest
    @EnumSource
    void opensWhatItSealedAlsoTheShortLastSlice(CipherSuite suite) {
        SliceCipher cipher = new SliceCipher(GEOMETRY, suite);
        for (long slice = 0; slice < 3; slice++) {
            byte[] plain = filled(GEOMETRY.sliceLength(slice), 5);
            byte[] opened = new byte[plain.length];
            assertTrue(open(cipher, filled(32, 1), slice, seal(cipher, slice, plain), opened));
            assertArrayEquals(plain, opened);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sealsTheSameSliceToTheSameBytesAgain(CipherSuite suite) {
        SliceCipher cipher = new SliceCipher(GEOMETRY, suite);
        byte[] plain = filled(100, 5);
        byte[] first = seal(cipher, 2, plain);
        assertArrayEquals(first, seal(cipher, 2, plain));
        byte[] opened = new byte[100];
        assertTrue(open(cipher, filled(32, 1), 2, first, opened));
        assertTrue(open(cipher, filled(32, 1), 2, first, opened));
    }

    @ParameterizedTest
    @EnumSource
    void opensUnderNoOtherKeyIndexGeometryOrSuite(CipherSuite suite) {
        SliceCipher cipher = new SliceCipher(GEOMETRY, suite);
        byte[] sealed = seal(cipher, 0, filled(SLICE, 5));
        byte[] out = new byte[SLICE];
        assertFalse(open(cipher, filled(32, 2), 0, sealed, out));
        assertFalse(open(cipher, filled(32, 1), 1, sealed, out));
        assertFalse(
                open(new SliceCipher(geometry(9L * SLICE), suite), filled(32, 1), 0, sealed, out));
        for (CipherSuite other : CipherSuite.values())
            assertEquals(
                    other == suite,
                    open(new SliceCipher(GEOMETRY, other), filled(32, 1), 0, sealed, out));
    }

    @ParameterizedTest
    @EnumSource
    void everyFlippedBitIsNoticed(CipherSuite suite) {
        SliceCipher cipher = new SliceCipher(GEOMETRY, suite);
        byte[] sealed = seal(cipher, 2, filled(100, 5));
        SeededTrials.run(
                200,
                random -> {
                    byte[] bad = sealed.clone();
                    bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
                    assertFalse(open(cipher, filled(32, 1), 2, bad, new byte[100]));
                });
        assertTrue(open(cipher, filled(32, 1), 2, sealed, new byte[100]));
    }

    @Test
    void aWrongLengthIsACallersMistake() {
        SliceCipher cipher = new SliceCipher(GEOMETRY, CipherSuite.AES_256_GCM);
        assertThrows(IllegalArgumentException.class, () -> seal(cipher, 2, new byte[99]));
        assertThrows(IllegalArgumentException.class, () -> seal(cipher, 3, new byte[100]));
        assertThrows(
                IllegalArgumentException.class,
                () -> open(cipher, new byte[31], 2, new byte[116], new byte[100]));
    }

    @ParameterizedTest
    @EnumSource
    void warmsUp(CipherSuite suite) {
        SliceCipher.warmUp(suite);
    }

    private static byte[] seal(SliceCipher cipher, long index, byte[] plain) {
        byte[] padded = new byte[plain.length + 7];
        System.arraycopy(plain, 0, padded, 7, plain.length);
        byte[] out = new byte[plain.length + 20];
        int written = cipher.seal(filled(32, 1), index, padded, 7, plain.length, out, 4);
        return Arrays.copyOfRange(out, 4, 4 + written);
    }

    private static boolean open(
            SliceCipher cipher, byte[] key, long index, byte[] sealed, byte[] out) {
        return cipher.open(key, index, sealed, 0, sealed.length, out, 0);
    }
}
