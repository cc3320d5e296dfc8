package dev.sluice.streaming.grant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.streaming.content.Samples;
import dev.sluice.streaming.content.SeededTrials;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.junit.jupiter.api.Test;

/** Sealing to a holder is RFC 9180, and opens for nobody else. */
final class HybridTest {
    // The test vectors that go with RFC 9180: mode 0, KEM 0x0020, KDF 0x0001, AEAD 0x0002, first
    // encryption.
    private static final byte[] INFO = hex("4f6465206f6e2061204772656369616e2055726e");
    private static final byte[] SKE =
            hex("179d4b53b6365c45b600c4163b61d95cbc2f4d9e36f1695558dce265ab8bab11");
    private static final byte[] ENC =
            hex("6c93e09869df3402d7bf231bf540fadd35cd56be14f97178f0954db94b7fc256");
    private static final byte[] SKR =
            hex("497b4502664cfea5d5af0b39934dac72242a74f8480451e1aee7d6a53320333d");
    private static final byte[] PKR =
            hex("430f4b9859665145a6b1ba274024487bd66f03a2dd577d7753c68d7d7d00c00c");
    private static final byte[] AAD = hex("436f756e742d30");
    private static final byte[] PLAIN =
            hex("4265617574792069732074727574682c20747275746820626561757479");
    private static final byte[] CIPHER =
            hex(
                    "e5d84cd531cfb583096e7cfa9641bd3079cf3a91cda813c52deb5f512be9931980a41de125a925cd"
                            + "ad859d5b7a");

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static byte[] published() {
        byte[] sealed = Arrays.copyOf(ENC, ENC.length + CIPHER.length);
        System.arraycopy(CIPHER, 0, sealed, ENC.length, CIPHER.length);
        return sealed;
    }

    @Test
    void sealsAsThePublishedVectorDoes() {
        byte[] sealed = Hybrid.seal(PKR, INFO, AAD, PLAIN, new X25519PrivateKeyParameters(SKE));
        assertArrayEquals(published(), sealed);
    }

    @Test
    void opensThePublishedVector() {
        assertArrayEquals(PLAIN, Hybrid.open(SKR, INFO, AAD, published()));
    }

    @Test
    void opensForNoOtherKeyInfoOrData() {
        byte[] other = Samples.filled(32, 5);
        assertNull(Hybrid.open(other, INFO, AAD, published()));
        assertNull(Hybrid.open(SKR, AAD, AAD, published()));
        assertNull(Hybrid.open(SKR, INFO, INFO, published()));
    }

    @Test
    void opensNothingThatWasChangedOrCutShort() {
        for (byte[] damaged : Site.damaged(published()))
            assertNull(Hybrid.open(SKR, INFO, AAD, damaged));
        byte[] zeroPoint = published();
        Arrays.fill(zeroPoint, 0, ENC.length, (byte) 0);
        assertNull(Hybrid.open(SKR, INFO, AAD, zeroPoint));
    }

    @Test
    void anySealedBytesOpenAgain() {
        SeededTrials.run(
                20,
                random -> {
                    byte[] plain = Samples.random(random, random.nextInt(2_000));
                    byte[] sealed = Hybrid.seal(PKR, INFO, AAD, plain, Site.RANDOM);
                    assertArrayEquals(plain, Hybrid.open(SKR, INFO, AAD, sealed));
                });
    }
}
