package dev.sluice.poc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every hash that is measured gives the published answers. */
final class HashesTest {
    /**
     * By length, of bytes that count to 250 and begin again:
     * https://github.com/BLAKE3-team/BLAKE3/blob/master/test_vectors/test_vectors.json.
     */
    private static final Map<Integer, String> BLAKE3 =
            Map.of(
                    0, "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262",
                    1, "2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213",
                    1024, "42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7",
                    1025, "d00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444",
                    8193, "bab6c09cb8ce8cf459261398d2e7aef35700bf488116ceb94a36d0f5f1b7bc3b",
                    16384, "f875d6646de28985646f34ee13be9a576fd515f76b5b0a26bb324735041ddde4",
                    31744, "62b6960e1a44bcc1eb1a611a8d6235b6b4b78f32e7abc4fb4c6cdcce94895c47",
                    102400, "bc3e3d41a1146b069abffad3c0d44860cf664390afce4d9661f7902e7943e085");

    @Test
    void everyBlake3GivesItsAuthorsAnswers() {
        Hashes.all()
                .forEach(
                        (name, hash) -> {
                            if (!name.startsWith("BLAKE3")) return;
                            BLAKE3.forEach(
                                    (length, answer) ->
                                            assertEquals(
                                                    answer,
                                                    digest(hash, counting(length)),
                                                    name + " of " + length));
                        });
    }

    @Test
    void theNativeBlake3IsAmongThemOnThePlatformThatItWasBuiltFor() {
        boolean expected =
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64");
        assertEquals(expected, !NativeBlake3.all().isEmpty());
    }

    /** https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values. */
    @Test
    void sha256AndSha3OfAbcAreThoseOfNist() {
        byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
        int found = 0;
        for (var hash : Hashes.all().entrySet())
            if (hash.getKey().startsWith("SHA-256")) {
                found++;
                assertEquals(
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                        digest(hash.getValue(), abc),
                        hash.getKey());
            }
        assertTrue(found > 0);
        assertEquals(
                "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
                digest(named("SHA3-256, JDK"), abc));
    }

    /** https://eips.ethereum.org/EIPS/eip-1052 names the Keccak-256 of nothing. */
    @Test
    void keccak256OfNothingIsThatOfEip1052() {
        assertEquals(
                "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
                digest(named("Keccak-256, BouncyCastle"), new byte[0]));
    }

    private static Hash named(String name) {
        Hash hash = Hashes.all().get(name);
        if (hash == null) throw new AssertionError("no " + name);
        return hash;
    }

    private static byte[] counting(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte) (i % 251);
        return bytes;
    }

    private static String digest(Hash hash, byte[] in) {
        byte[] out = new byte[Hash.BYTES];
        hash.digest(in, in.length, out);
        return HexFormat.of().formatHex(out);
    }
}
