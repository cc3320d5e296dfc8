package dev.sluice.streaming.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class HkdfTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void givesTheAnswerOfRfc5869CaseA1() {
        byte[] prk =
                new Hkdf()
                        .extract(
                                HEX.parseHex("000102030405060708090a0b0c"),
                                Samples.filled(22, 0x0b));
        assertEquals(
                "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
                HEX.formatHex(prk));
        byte[] okm = new byte[42];
        new Hkdf().expand(prk, HEX.parseHex("f0f1f2f3f4f5f6f7f8f9"), okm, 0, okm.length);
        assertEquals(
                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
                HEX.formatHex(okm));
    }

    @Test
    void agreesWithTheJdk() {
        Hkdf reused = new Hkdf();
        SeededTrials.run(
                50,
                random -> {
                    byte[] prk = Samples.random(random, 32);
                    byte[] info = Samples.random(random, random.nextInt(60));
                    byte[] ours = new byte[1 + random.nextInt(200)];
                    reused.expand(prk, info, ours, 0, ours.length);
                    var parameters =
                            HKDFParameterSpec.expandOnly(
                                    new SecretKeySpec(prk, "Generic"), info, ours.length);
                    assertArrayEquals(KDF.getInstance("HKDF-SHA256").deriveData(parameters), ours);
                });
    }
}
