package dev.sluice.poc.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.crypto.KEM;

/** ML-KEM (FIPS 203) and ML-DSA (FIPS 204) of the JDK, beside what the product uses today. */
final class PostQuantum {
    private static final List<String> KEMS = List.of("ML-KEM-512", "ML-KEM-768", "ML-KEM-1024");
    private static final List<String> SIGNATURES = List.of("ML-DSA-44", "ML-DSA-65", "ML-DSA-87");

    private final Rounds rounds;
    private final SecureRandom random = new SecureRandom();

    private PostQuantum(Rounds rounds) {
        this.rounds = rounds;
    }

    /** To seal a key to somebody. */
    static List<Map<String, Object>> sealing(Rounds rounds) throws GeneralSecurityException {
        PostQuantum measured = new PostQuantum(rounds);
        List<Map<String, Object>> rows = new ArrayList<>();
        rows.add(measured.kem("X25519", "DHKEM", 32));
        for (String name : KEMS) rows.add(measured.kem(name, name, bareBytes(name)));
        rows.add(measured.hybrid());
        return rows;
    }

    /** To sign manifests, grants, answers. */
    static List<Map<String, Object>> signing(Rounds rounds) throws GeneralSecurityException {
        PostQuantum measured = new PostQuantum(rounds);
        List<Map<String, Object>> rows = new ArrayList<>();
        rows.add(measured.ed25519());
        for (String name : SIGNATURES) rows.add(measured.signature(name));
        return rows;
    }

    private static int bareBytes(String name) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(name).generateKeyPair().getPublic().getEncoded().length
                - X509_HEADER;
    }

    /** What the X.509 form puts before a post-quantum key. */
    static final int X509_HEADER = 22;

    private Map<String, Object> kem(String keys, String algorithm, int publicBytes)
            throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(keys);
        KeyPair pair = generator.generateKeyPair();
        KEM kem = KEM.getInstance(algorithm);
        byte[] sent = kem.newEncapsulator(pair.getPublic()).encapsulate().encapsulation();
        return row(
                keys + ", JDK",
                rounds.micros(() -> generator.generateKeyPair().hashCode()),
                rounds.micros(
                        () ->
                                kem.newEncapsulator(pair.getPublic(), random)
                                        .encapsulate()
                                        .encapsulation()[0]),
                rounds.micros(
                        () ->
                                kem.newDecapsulator(pair.getPrivate())
                                        .decapsulate(sent)
                                        .getEncoded()[0]),
                publicBytes,
                sent.length,
                List.of("encapsulate", "decapsulate", "bytes sent"));
    }

    private Map<String, Object> hybrid() throws GeneralSecurityException {
        XWing keys = XWing.fromSeed(Samples.bytes(32));
        byte[] open = keys.publicKey();
        byte[] sent = XWing.encapsulate(open, random).sent();
        return row(
                "X-Wing: X25519 and ML-KEM-768",
                rounds.micros(() -> XWing.fromSeed(Samples.bytes(32)).publicKey()[0]),
                rounds.micros(() -> XWing.encapsulate(open, random).shared()[0]),
                rounds.micros(() -> keys.decapsulate(sent)[0]),
                open.length,
                sent.length,
                List.of("encapsulate", "decapsulate", "bytes sent"));
    }

    private Map<String, Object> ed25519() throws GeneralSecurityException {
        Ed25519Way way = Ed25519Way.all(Samples.bytes(32)).get("BouncyCastle");
        if (way == null) throw new IllegalStateException("no Ed25519 of BouncyCastle");
        byte[] message = Samples.bytes(200);
        byte[] signature = way.sign(message);
        return row(
                "Ed25519, BouncyCastle",
                rounds.micros(() -> Ed25519Way.all(Samples.bytes(32)).size()),
                rounds.micros(() -> way.sign(message)[0]),
                rounds.micros(() -> way.verify(message, signature) ? 1 : 0),
                32,
                signature.length,
                List.of("sign", "verify", "bytes, signature"));
    }

    private Map<String, Object> signature(String name) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(name);
        KeyPair pair = generator.generateKeyPair();
        byte[] message = Samples.bytes(200);
        Signature signer = Signature.getInstance(name);
        signer.initSign(pair.getPrivate(), random);
        signer.update(message);
        byte[] signature = signer.sign();
        Signature verifier = Signature.getInstance(name);
        return row(
                name + ", JDK",
                rounds.micros(() -> generator.generateKeyPair().hashCode()),
                rounds.micros(
                        () -> {
                            signer.initSign(pair.getPrivate(), random);
                            signer.update(message);
                            return signer.sign()[0];
                        }),
                rounds.micros(
                        () -> {
                            verifier.initVerify(pair.getPublic());
                            verifier.update(message);
                            return verifier.verify(signature) ? 1 : 0;
                        }),
                pair.getPublic().getEncoded().length - X509_HEADER,
                signature.length,
                List.of("sign", "verify", "bytes, signature"));
    }

    private static Map<String, Object> row(
            String scheme,
            double keyPair,
            double one,
            double other,
            int publicBytes,
            int bytes,
            List<String> columns) {
        return Row.of("scheme, microseconds", scheme)
                .figure("key pair", keyPair)
                .figure(columns.get(0), one)
                .figure(columns.get(1), other)
                .and("bytes, public key", publicBytes)
                .and(columns.get(2), bytes)
                .columns();
    }
}
