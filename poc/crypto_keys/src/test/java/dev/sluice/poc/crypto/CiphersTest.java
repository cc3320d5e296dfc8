package dev.sluice.poc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

/** Every cipher that is measured gives the published answers, and notices a changed bit. */
final class CiphersTest {
    private static final HexFormat HEX = HexFormat.of();

    private static final byte[] NONE = new byte[0];

    /**
     * Test case 16 of the specification that NIST SP 800-38D was made from:
     * https://csrc.nist.rip/groups/ST/toolkit/BCM/documents/proposedmodes/gcm/gcm-spec.pdf.
     */
    @Test
    void aesGcmGivesTheAnswerOfItsSpecification() throws Exception {
        byte[] key =
                HEX.parseHex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
        byte[] nonce = HEX.parseHex("cafebabefacedbaddecaf888");
        byte[] associated = HEX.parseHex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        byte[] plain =
                HEX.parseHex(
                        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c959568"
                                + "09532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
        String sealed =
                "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3d"
                        + "a7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b";
        for (Provider by : providers())
            check(Ciphers.gcm(by, by.getName(), nonce), key, associated, plain, sealed);
    }

    /** RFC 8439, section 2.8.2: https://www.rfc-editor.org/rfc/rfc8439#section-2.8.2. */
    @Test
    void chaCha20Poly1305GivesTheAnswerOfRfc8439() throws Exception {
        byte[] key =
                HEX.parseHex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
        byte[] nonce = HEX.parseHex("070000004041424344454647");
        byte[] associated = HEX.parseHex("50515253c0c1c2c3c4c5c6c7");
        byte[] plain =
                ("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the"
                                + " future, sunscreen would be it.")
                        .getBytes(StandardCharsets.US_ASCII);
        String sealed =
                "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca96712"
                        + "82fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee3"
                        + "28091b58fab324e4fad675945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b"
                        + "61161ae10b594f09e26a7e902ecbd0600691";
        for (Provider by : List.of(Ciphers.jdk(), new BouncyCastleProvider()))
            check(Ciphers.chaCha(by, by.getName(), nonce), key, associated, plain, sealed);
    }

    /** NIST SP 800-38A, F.5.5: https://doi.org/10.6028/NIST.SP.800-38A. */
    @Test
    void aesCtrGivesTheAnswerOfSp80038A() throws Exception {
        byte[] key =
                HEX.parseHex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
        byte[] counter = HEX.parseHex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
        byte[] plain =
                HEX.parseHex(
                        "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35c"
                                + "e411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");
        String sealed =
                "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c52b0930daa23de94c"
                        + "e87017ba2d84988ddfc9c58db67aada613c2dd08457941a6";
        var choice = Ciphers.ctr(Ciphers.jdk(), "JDK", counter);
        assertEquals(sealed, HEX.formatHex(choice.run(Cipher.ENCRYPT_MODE, key, NONE, plain)));
    }

    private static List<Provider> providers() {
        List<Provider> all = new ArrayList<>(List.of(Ciphers.jdk(), new BouncyCastleProvider()));
        AwsLc.provider().ifPresent(all::add);
        return all;
    }

    private static void check(
            Ciphers.Choice choice, byte[] key, byte[] associated, byte[] plain, String sealed)
            throws GeneralSecurityException {
        byte[] out = choice.run(Cipher.ENCRYPT_MODE, key, associated, plain);
        assertEquals(sealed, HEX.formatHex(out), choice.name());
        byte[] back = choice.run(Cipher.DECRYPT_MODE, key, associated, out);
        assertEquals(HEX.formatHex(plain), HEX.formatHex(back), choice.name());
        out[3] ^= 1;
        assertThrows(
                AEADBadTagException.class,
                () -> choice.run(Cipher.DECRYPT_MODE, key, associated, out),
                choice.name());
    }
}
