package dev.sluice.poc.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.crypto.BouncyCastleSecp256k1;
import dev.sluice.payments.crypto.NativeSecp256k1;
import dev.sluice.payments.crypto.Secp256k1;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every way to sign that is measured gives the published answers. */
final class SignaturesTest {
    private static final HexFormat HEX = HexFormat.of();

    /** RFC 8032, section 7.1, tests 1 to 3: seed, message, signature. */
    private static final List<List<String>> RFC_8032 =
            List.of(
                    List.of(
                            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                            "",
                            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a3"
                                    + "3bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
                    List.of(
                            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                            "72",
                            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15"
                                    + "996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
                    List.of(
                            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                            "af82",
                            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16"
                                    + "f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"));

    /** https://www.rfc-editor.org/rfc/rfc8032#section-7.1. */
    @Test
    void everyEd25519GivesTheAnswersOfRfc8032() throws Exception {
        for (List<String> test : RFC_8032) {
            byte[] message = HEX.parseHex(test.get(1));
            for (var way : Ed25519Way.all(HEX.parseHex(test.get(0))).entrySet()) {
                byte[] signature = way.getValue().sign(message);
                assertEquals(test.get(2), HEX.formatHex(signature), way.getKey());
                assertTrue(way.getValue().verify(message, signature), way.getKey());
                byte[] other = Arrays.copyOf(message, message.length + 1);
                assertFalse(way.getValue().verify(other, signature), way.getKey());
            }
        }
    }

    /** The example of https://eips.ethereum.org/EIPS/eip-155. */
    @Test
    void everySecp256k1GivesTheAnswerOfEip155() {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) 0x46);
        byte[] digest =
                HEX.parseHex("daf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53");
        for (Secp256k1 curve : List.of(new BouncyCastleSecp256k1(), new NativeSecp256k1())) {
            byte[] open = curve.publicKey(secret);
            byte[] signature = curve.sign(digest, secret, open);
            assertEquals(
                    "18515461264373351373200002665853028612451056578545711640558177340181847433846",
                    new BigInteger(1, signature, 0, 32).toString());
            assertEquals(
                    "46948507304638947509940763649030358759909902576025900602547168820602576006531",
                    new BigInteger(1, signature, 32, 32).toString());
            assertArrayEquals(open, curve.recover(digest, signature));
        }
    }

    @Test
    void theJdkHasNoSecp256k1() throws Exception {
        assertFalse(Signatures.jdkHasSecp256k1());
    }
}
