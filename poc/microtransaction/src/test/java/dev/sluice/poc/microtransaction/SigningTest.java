package dev.sluice.poc.microtransaction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningTest {
    private static final List<Signing> LIBRARIES =
            List.of(new NativeSigning(), new BouncyCastleSigning());

    /** The signature that deterministic ECDSA (RFC 6979) gives here is widely published. */
    @Test
    void both_libraries_give_the_known_signature() throws NoSuchAlgorithmException {
        byte[] text = "Satoshi Nakamoto".getBytes(StandardCharsets.US_ASCII);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
        for (Signing signing : LIBRARIES)
            assertEquals(
                    "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
                            + "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5",
                    HexFormat.of().formatHex(signing.sign(digest, Channel.word(1))),
                    signing.library());
    }

    @Test
    void each_verifies_what_the_other_signed_and_nothing_else() {
        byte[] secret = Channel.word(17);
        for (Signing one : LIBRARIES)
            for (Signing other : LIBRARIES) {
                byte[] signature = one.sign(Channel.word(5), secret);
                byte[] publicKey = other.publicKey(secret);
                assertTrue(other.verify(Channel.word(5), signature, publicKey));
                assertFalse(other.verify(Channel.word(6), signature, publicKey));
                assertFalse(other.verify(Channel.word(5), new byte[64], publicKey));
            }
    }

    @Test
    void the_hash_is_the_one_of_ethereum() {
        assertArrayEquals(
                HexFormat.of()
                        .parseHex(
                                "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
                new Keccak().hash());
    }
}
