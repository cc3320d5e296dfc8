package dev.sluice.poc.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** A way to sign and verify with one Ed25519 key. Owned by one thread. */
interface Ed25519Way {
    byte[] sign(byte[] message) throws GeneralSecurityException;

    boolean verify(byte[] message, byte[] signature) throws GeneralSecurityException;

    /** All that this machine has, for the key of that seed, by name. */
    static Map<String, Ed25519Way> all(byte[] seed) throws GeneralSecurityException {
        byte[] open = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, open, 0);
        Map<String, Ed25519Way> ways = new LinkedHashMap<>();
        ways.put("JDK", ofProvider(Security.getProvider("SunEC"), seed, open));
        ways.put("BouncyCastle", ofBouncyCastle(seed, open));
        Optional<Provider> awsLc = AwsLc.provider();
        if (awsLc.isPresent()) ways.put("native, AWS-LC", ofProvider(awsLc.get(), seed, open));
        return ways;
    }

    private static Ed25519Way ofBouncyCastle(byte[] seed, byte[] open) {
        return new Ed25519Way() {
            @Override
            public byte[] sign(byte[] message) {
                byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
                Ed25519.sign(seed, 0, open, 0, message, 0, message.length, signature, 0);
                return signature;
            }

            @Override
            public boolean verify(byte[] message, byte[] signature) {
                return Ed25519.verify(signature, 0, open, 0, message, 0, message.length);
            }
        };
    }

    /** Keys in the encodings of RFC 8410. */
    private static Ed25519Way ofProvider(Provider by, byte[] seed, byte[] open)
            throws GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance("Ed25519", by);
        PrivateKey secret =
                keys.generatePrivate(
                        new PKCS8EncodedKeySpec(encoded("302e020100300506032b657004220420", seed)));
        PublicKey known =
                keys.generatePublic(
                        new X509EncodedKeySpec(encoded("302a300506032b6570032100", open)));
        Signature signer = Signature.getInstance("Ed25519", by);
        Signature verifier = Signature.getInstance("Ed25519", by);
        return new Ed25519Way() {
            @Override
            public byte[] sign(byte[] message) throws GeneralSecurityException {
                signer.initSign(secret);
                signer.update(message);
                return signer.sign();
            }

            @Override
            public boolean verify(byte[] message, byte[] signature)
                    throws GeneralSecurityException {
                verifier.initVerify(known);
                verifier.update(message);
                return verifier.verify(signature);
            }
        };
    }

    private static byte[] encoded(String prefix, byte[] key) {
        return HexFormat.of().parseHex(prefix + HexFormat.of().formatHex(key));
    }
}
