package dev.sluice.poc.crypto;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** The hashes that a slice could have, and how they compare to the one that it has. */
final class Hashes {
    static final String SHA_256 = "SHA-256, JDK";

    /** 16 KiB is a page of the hash tree; the others are slices. */
    private static final int[] KIB = {16, 64, 256, 1024};

    private Hashes() {}

    /** All that this machine has, by name. */
    static Map<String, Hash> all() {
        Map<String, Hash> hashes = new LinkedHashMap<>();
        hashes.put(SHA_256, jdk("SHA-256"));
        AwsLc.provider()
                .ifPresent(
                        provider ->
                                hashes.put(
                                        "SHA-256, AWS-LC",
                                        of(() -> MessageDigest.getInstance("SHA-256", provider))));
        hashes.put("SHA3-256, JDK", jdk("SHA3-256"));
        hashes.put("Keccak-256, BouncyCastle", of(new KeccakDigest(256)));
        hashes.put("BLAKE3, BouncyCastle", of(new Blake3Digest(Hash.BYTES)));
        hashes.putAll(NativeBlake3.all());
        return hashes;
    }

    private static Hash jdk(String algorithm) {
        return of(() -> MessageDigest.getInstance(algorithm));
    }

    private interface Source {
        MessageDigest get() throws NoSuchAlgorithmException;
    }

    private static Hash of(Source source) {
        MessageDigest digest;
        try {
            digest = source.get();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a hash that its provider should have", e);
        }
        return (in, length, out) -> {
            digest.update(in, 0, length);
            try {
                digest.digest(out, 0, Hash.BYTES);
            } catch (DigestException e) {
                throw new IllegalArgumentException("no room for a digest: " + out.length, e);
            }
        };
    }

    private static Hash of(Digest digest) {
        return (in, length, out) -> {
            digest.update(in, 0, length);
            digest.doFinal(out, 0);
        };
    }

    /** MB/s of each by length. */
    static List<Map<String, Object>> speeds(Rounds rounds) {
        List<Map<String, Object>> rows = new ArrayList<>();
        all().forEach(
                        (name, hash) -> {
                            rounds.nanos(work(hash, 1));
                            Row row = Row.of("hash, MB/s", name);
                            for (int kib : KIB)
                                row.figure(
                                        kib + " KiB",
                                        rounds.megabytesPerSecond(work(hash, kib), kib << 10));
                            rows.add(row.columns());
                        });
        return rows;
    }

    /** How many times as fast as the JDK's SHA-256 each BLAKE3 is. */
    static List<Map<String, Object>> ratios(Rounds rounds) {
        Map<String, Hash> hashes = all();
        Hash sha = jdk("SHA-256");
        List<Map<String, Object>> rows = new ArrayList<>();
        hashes.forEach(
                (name, hash) -> {
                    if (!name.startsWith("BLAKE3")) return;
                    Row row = Row.of("times as fast as SHA-256 of the JDK", name);
                    for (int kib : KIB) {
                        var faster = rounds.faster(work(hash, kib), work(sha, kib));
                        row.figure(kib + " KiB", faster.median());
                        if (kib == 256)
                            row.and(
                                    "256 KiB, lowest to highest",
                                    Row.rounded(faster.lowest())
                                            + " to "
                                            + Row.rounded(faster.highest()));
                    }
                    rows.add(row.columns());
                });
        return rows;
    }

    private static Rounds.Work work(Hash hash, int kib) {
        byte[] slice = Samples.bytes(kib << 10);
        byte[] out = new byte[Hash.BYTES];
        return () -> {
            hash.digest(slice, slice.length, out);
            return out[0];
        };
    }
}
