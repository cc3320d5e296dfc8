package dev.sluice.poc.crypto;

import dev.sluice.payments.crypto.BouncyCastleSecp256k1;
import dev.sluice.payments.crypto.NativeSecp256k1;
import dev.sluice.payments.crypto.Secp256k1;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a signature costs: Ed25519 for manifests, grants and answers; secp256k1 for vouchers, as the
 * product's own classes use it (the signer is recovered, as the chain does).
 */
final class Signatures {
    private static final String NONE = "none";

    private Signatures() {}

    static List<Map<String, Object>> costs(Rounds rounds) throws GeneralSecurityException {
        List<Map<String, Object>> rows = new ArrayList<>();
        byte[] message = Samples.bytes(200);
        for (var way : Ed25519Way.all(Samples.bytes(32)).entrySet()) {
            byte[] signature = way.getValue().sign(message);
            rows.add(
                    row("Ed25519", way.getKey())
                            .figure("sign", rounds.micros(() -> way.getValue().sign(message)[0]))
                            .figure(
                                    "verify or recover",
                                    rounds.micros(
                                            () ->
                                                    way.getValue().verify(message, signature)
                                                            ? 1
                                                            : 0))
                            .columns());
        }
        rows.add(
                row("secp256k1", "JDK")
                        .and("sign", jdkHasSecp256k1() ? "has it" : NONE)
                        .and("verify or recover", NONE)
                        .columns());
        rows.add(secp256k1(rounds, "BouncyCastle", new BouncyCastleSecp256k1()));
        rows.add(secp256k1(rounds, "native, libsecp256k1", new NativeSecp256k1()));
        return rows;
    }

    private static Map<String, Object> secp256k1(Rounds rounds, String name, Secp256k1 curve) {
        byte[] digest = Samples.bytes(32);
        byte[] secret = Samples.bytes(32);
        secret[0] = 1;
        byte[] open = curve.publicKey(secret);
        byte[] signature = curve.sign(digest, secret, open);
        return row("secp256k1", name)
                .figure("sign", rounds.micros(() -> curve.sign(digest, secret, open)[0]))
                .figure(
                        "verify or recover",
                        rounds.micros(() -> curve.recover(digest, signature) == null ? 0 : 1))
                .columns();
    }

    private static Row row(String scheme, String by) {
        return Row.of("scheme, microseconds", scheme).and("by", by);
    }

    /** JDK 16 took the curve out. */
    static boolean jdkHasSecp256k1() throws GeneralSecurityException {
        try {
            KeyPairGenerator.getInstance("EC", "SunEC")
                    .initialize(new ECGenParameterSpec("secp256k1"));
            return true;
        } catch (java.security.InvalidAlgorithmParameterException e) {
            return false;
        }
    }
}
