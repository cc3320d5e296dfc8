package dev.sluice.poc.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The ciphers that a slice could have. As in the product each slice has a key of its own, so a call
 * is the set-up with a new key and one slice.
 */
final class Ciphers {
    private static final int[] KIB = {16, 256, 1024};

    /** Few calls of many bytes leave a cipher uncompiled for seconds. */
    private static final int WARM_UP_BYTES = 1024;

    private Ciphers() {}

    /** One cipher of one provider. */
    record Choice(String name, String transformation, AlgorithmParameterSpec nonce, Provider by) {
        private String keyAlgorithm() {
            return transformation.startsWith("AES") ? "AES" : "ChaCha20";
        }

        byte[] run(int mode, byte[] key, byte[] associated, byte[] in)
                throws GeneralSecurityException {
            Cipher cipher = Cipher.getInstance(transformation, by);
            cipher.init(mode, new SecretKeySpec(key, keyAlgorithm()), nonce);
            if (associated.length > 0) cipher.updateAAD(associated);
            return cipher.doFinal(in);
        }
    }

    static Choice gcm(Provider by, String name, byte[] nonce) {
        return new Choice(
                "AES-256-GCM, " + name, "AES/GCM/NoPadding", new GCMParameterSpec(128, nonce), by);
    }

    static Choice ctr(Provider by, String name, byte[] counter) {
        return new Choice(
                "AES-256-CTR (no tag), " + name,
                "AES/CTR/NoPadding",
                new IvParameterSpec(counter),
                by);
    }

    static Choice chaCha(Provider by, String name, byte[] nonce) {
        return new Choice(
                "ChaCha20-Poly1305, " + name, "ChaCha20-Poly1305", new IvParameterSpec(nonce), by);
    }

    static Provider jdk() {
        Provider sun = Security.getProvider("SunJCE");
        if (sun == null) throw new IllegalStateException("this JDK has no SunJCE");
        return sun;
    }

    private static List<Choice> all() {
        Provider bouncyCastle = new BouncyCastleProvider();
        Optional<Provider> awsLc = AwsLc.provider();
        List<Choice> all = new ArrayList<>();
        all.add(gcm(jdk(), "JDK", new byte[12]));
        all.add(ctr(jdk(), "JDK", new byte[16]));
        all.add(chaCha(jdk(), "JDK", new byte[12]));
        awsLc.ifPresent(by -> all.add(gcm(by, "AWS-LC", new byte[12])));
        all.add(gcm(bouncyCastle, "BouncyCastle", new byte[12]));
        all.add(chaCha(bouncyCastle, "BouncyCastle", new byte[12]));
        return all;
    }

    /** MB/s of each by length, to seal and to open. */
    static List<Map<String, Object>> speeds(Rounds rounds) throws GeneralSecurityException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Choice choice : all()) {
            rounds.nanos(sealing(choice, WARM_UP_BYTES));
            rounds.nanos(opening(choice, WARM_UP_BYTES));
            Row row = Row.of("cipher, MB/s", choice.name());
            for (int kib : KIB)
                row.figure(
                        "seal " + kib + " KiB",
                        rounds.megabytesPerSecond(sealing(choice, kib << 10), kib << 10));
            for (int kib : KIB)
                row.figure(
                        "open " + kib + " KiB",
                        rounds.megabytesPerSecond(opening(choice, kib << 10), kib << 10));
            rows.add(row.columns());
        }
        return rows;
    }

    private static Rounds.Work sealing(Choice choice, int bytes) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(choice.transformation(), choice.by());
        byte[] plain = Samples.bytes(bytes);
        byte[] sealed = new byte[bytes + 16];
        byte[] key = new byte[32];
        return () -> {
            if (++key[0] == 0 && ++key[1] == 0) key[2]++;
            var secret = new SecretKeySpec(key, choice.keyAlgorithm());
            cipher.init(Cipher.ENCRYPT_MODE, secret, choice.nonce());
            cipher.doFinal(plain, 0, bytes, sealed, 0);
            return sealed[0];
        };
    }

    /** Two slices in turn, each with its key, so that no call finds its key set up. */
    private static Rounds.Work opening(Choice choice, int bytes) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(choice.transformation(), choice.by());
        byte[][] keys = {new byte[32], Samples.bytes(32)};
        byte[][] sealed = new byte[2][];
        for (int i = 0; i < 2; i++)
            sealed[i] = choice.run(Cipher.ENCRYPT_MODE, keys[i], new byte[0], Samples.bytes(bytes));
        byte[] plain = new byte[bytes + 16];
        int[] turn = {0};
        return () -> {
            int i = turn[0] ^= 1;
            var secret = new SecretKeySpec(keys[i], choice.keyAlgorithm());
            cipher.init(Cipher.DECRYPT_MODE, secret, choice.nonce());
            cipher.doFinal(sealed[i], 0, sealed[i].length, plain, 0);
            return plain[0];
        };
    }
}
