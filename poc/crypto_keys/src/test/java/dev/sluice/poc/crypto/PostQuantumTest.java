package dev.sluice.poc.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KEM;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.junit.jupiter.api.Test;

/**
 * The JDK's ML-KEM and ML-DSA give the published answers, a hundred keys each, drawn from and
 * folded into SHAKE-128 as https://c2sp.org/CCTV/ML-KEM and https://c2sp.org/CCTV/ML-DSA say.
 */
final class PostQuantumTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final int KEYS = 100;

    private final SHAKEDigest drawn = new SHAKEDigest(128);
    private final SHAKEDigest folded = new SHAKEDigest(128);

    /** The answer is that of https://go.dev/src/crypto/mlkem/mlkem_test.go for a hundred. */
    @Test
    void mlKem768GivesTheAccumulatedAnswer() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("ML-KEM-768");
        KEM kem = KEM.getInstance("ML-KEM-768");
        for (int i = 0; i < KEYS; i++) {
            generator.initialize(NamedParameterSpec.ML_KEM_768, new Given(draw(64)));
            KeyPair pair = generator.generateKeyPair();
            fold(last(pair.getPublic().getEncoded(), 1184));
            var sent = kem.newEncapsulator(pair.getPublic(), new Given(draw(32))).encapsulate();
            var opener = kem.newDecapsulator(pair.getPrivate());
            assertEquals(sent.key(), opener.decapsulate(sent.encapsulation()));
            fold(sent.encapsulation());
            fold(sent.key().getEncoded());
            fold(opener.decapsulate(draw(1088)).getEncoded());
        }
        assertEquals("1114b1b6699ed191734fa339376afa7e285c9e6acf6ff0177d346696ce564415", result());
    }

    @Test
    void mlDsa65GivesTheAccumulatedAnswer() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("ML-DSA-65");
        Signature signer = Signature.getInstance("ML-DSA-65");
        for (int i = 0; i < KEYS; i++) {
            generator.initialize(NamedParameterSpec.ML_DSA_65, new Given(draw(32)));
            KeyPair pair = generator.generateKeyPair();
            fold(last(pair.getPublic().getEncoded(), 1952));
            signer.initSign(pair.getPrivate(), new Given(new byte[32]));
            fold(signer.sign());
        }
        assertEquals("8358a1843220194417cadbc2651295cd8fc65125b5a5c1a239a16dc8b57ca199", result());
    }

    /** The first vector of https://datatracker.ietf.org/doc/draft-connolly-cfrg-xwing-kem/, C. */
    @Test
    void xWingGivesTheSecretOfItsDraft() throws Exception {
        XWing keys =
                XWing.fromSeed(
                        HEX.parseHex(
                                "7f9c2ba4e88f827d616045507605853e"
                                        + "d73b8093f6efbc88eb1a6eacfa66ef26"));
        Given random =
                new Given(
                        HEX.parseHex(
                                "3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e2"
                                        + "35b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2"));
        var sent = XWing.encapsulate(keys.publicKey(), random);
        assertEquals(
                "d2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384",
                HEX.formatHex(sent.shared()));
        assertArrayEquals(sent.shared(), keys.decapsulate(sent.sent()));
    }

    @Test
    void xWingSharesNothingWithAnotherKeyOrWhenEitherHalfIsChanged() throws Exception {
        XWing keys = XWing.fromSeed(Samples.bytes(32));
        var sent = XWing.encapsulate(keys.publicKey(), new SecureRandom());
        assertFalse(
                Arrays.equals(
                        sent.shared(),
                        XWing.fromSeed(Samples.bytes(33, 32)).decapsulate(sent.sent())));
        for (int at : new int[] {0, 1087, 1088, XWing.SENT_BYTES - 2}) {
            byte[] changed = sent.sent().clone();
            changed[at] ^= 1;
            assertFalse(Arrays.equals(sent.shared(), keys.decapsulate(changed)), "byte " + at);
        }
    }

    private byte[] draw(int count) {
        byte[] out = new byte[count];
        drawn.doOutput(out, 0, count);
        return out;
    }

    private void fold(byte[] bytes) {
        folded.update(bytes, 0, bytes.length);
    }

    private String result() {
        byte[] out = new byte[32];
        folded.doFinal(out, 0, 32);
        return HEX.formatHex(out);
    }

    private static byte[] last(byte[] encoded, int count) {
        return Arrays.copyOfRange(encoded, encoded.length - count, encoded.length);
    }
}
