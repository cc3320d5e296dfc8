package dev.sluice.streaming.quic;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes and judges the self-signed P-256 certificates that carry peers' keys.
 *
 * <p>Only the one usual encoding of a P-256 key is accepted (uncompressed point, named curve, RFC
 * 5480), so that a key has exactly one peer id. Dates and names are ignored: the key is the
 * identity.
 */
final class PeerCertificates {
    /** Longest certificate that is looked at; ours have about 300 bytes. */
    static final int MAX_DER_BYTES = 2_048;

    private static final byte[] P256_SPKI_PREFIX =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");
    private static final int P256_SPKI_BYTES = 91;
    private static final Time NOT_BEFORE = new Time(new DERUTCTime("700101000000Z"));
    private static final Time NOT_AFTER = new Time(new DERGeneralizedTime("99991231235959Z"));

    private PeerCertificates() {}

    static PeerIdentity selfSigned(SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        KeyPair pair = generator.generateKeyPair();
        return new PeerIdentity(pair.getPrivate(), sign(pair, random));
    }

    /** The peer id behind the one certificate of a chain. */
    static byte[] checkedPeerId(X509Certificate[] chain) throws CertificateException {
        if (chain.length != 1) {
            throw new CertificateException(
                    "certificates in the chain: expected 1, actual " + chain.length);
        }
        X509Certificate certificate = chain[0];
        checkSize(certificate);
        try {
            certificate.verify(certificate.getPublicKey());
            return peerId(certificate);
        } catch (CertificateException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new CertificateException("certificate is not self-signed", e);
        }
    }

    static byte[] peerId(X509Certificate certificate) throws GeneralSecurityException {
        byte[] spki = certificate.getPublicKey().getEncoded();
        boolean p256 =
                spki.length == P256_SPKI_BYTES
                        && Arrays.equals(
                                spki,
                                0,
                                P256_SPKI_PREFIX.length,
                                P256_SPKI_PREFIX,
                                0,
                                P256_SPKI_PREFIX.length);
        if (!p256) {
            throw new CertificateException("public key is not a plain P-256 key");
        }
        return MessageDigest.getInstance("SHA-256").digest(spki);
    }

    static void checkPossession(PrivateKey key, X509Certificate certificate)
            throws GeneralSecurityException {
        byte[] message = {1};
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(key);
        signer.update(message);
        byte[] signature = signer.sign();
        signer.initVerify(certificate.getPublicKey());
        signer.update(message);
        if (!signer.verify(signature)) {
            throw new CertificateException("the key is not the certificate's");
        }
    }

    private static void checkSize(X509Certificate certificate) throws CertificateException {
        int bytes = certificate.getEncoded().length;
        if (bytes > MAX_DER_BYTES) {
            throw new CertificateException(
                    "certificate of " + bytes + " bytes, at most " + MAX_DER_BYTES);
        }
    }

    private static X509Certificate sign(KeyPair pair, SecureRandom random)
            throws GeneralSecurityException {
        X500Name name = new X500Name("CN=sluice");
        BigInteger serial = new BigInteger(64, random).add(BigInteger.ONE);
        var spki = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
        try {
            var builder =
                    new X509v3CertificateBuilder(name, serial, NOT_BEFORE, NOT_AFTER, name, spki);
            var signer =
                    new JcaContentSignerBuilder("SHA256withECDSA")
                            .setSecureRandom(random)
                            .build(pair.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("cannot sign the certificate", e);
        }
    }
}
