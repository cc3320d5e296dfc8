package dev.sluice.streaming.content;

import static dev.sluice.streaming.content.Samples.filled;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.streaming.text.Bytes;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/**
 * The stored formats, pinned. The vectors of key tree, hash tree and content id were also made by a
 * second implementation, in another language, from the drawings in {@code package-info}. A change
 * here is a new version of the format.
 */
final class GoldenVectorsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final Geometry CUT = new Geometry(256L * 65_536 + 1, 65_536);

    private final Properties vectors = load();

    @Test
    void keyTree() {
        KeyTree tree = new KeyTree(Samples.SEED, CUT, CipherSuite.AES_256_GCM);
        assertVector("key.top", hex(tree.seedsFor(0, 257).getFirst().bytes()));
        assertVector("key.seed.3.5", hex(tree.seedsFor(40, 8).getFirst().bytes()));
        assertVector("key.slice.0", HEX.formatHex(tree.keyFor(0)));
        assertVector("key.slice.256", HEX.formatHex(tree.keyFor(256)));
    }

    @Test
    void sealedSlice() {
        KeyTree tree = new KeyTree(Samples.SEED, CUT, CipherSuite.AES_256_GCM);
        byte[] sealed = new byte[17];
        new SliceCipher(CUT, CipherSuite.AES_256_GCM)
                .seal(tree.keyFor(256), 256, filled(1, 'x'), 0, 1, sealed, 0);
        assertVector("sealed.aes.256", HEX.formatHex(sealed));
    }

    /** Over slices whose ciphertext is their index in every byte, under keys likewise. */
    @Test
    void hashTreeAndContentId() {
        HashTreeBuilder builder =
                new HashTreeBuilder(new HashTree(CUT), HashSuite.SHA_256, (id, page) -> {});
        for (int slice = 0; slice < 257; slice++) {
            byte[] cipher = filled(CUT.cipherLength(slice), slice);
            builder.append(cipher, 0, cipher.length, filled(32, slice));
        }
        assertVector("hash.root", hex(builder.root()));
        ContentCore core =
                new ContentCore(
                        CUT,
                        CipherSuite.AES_256_GCM,
                        HashSuite.SHA_256,
                        builder.root(),
                        Bytes.of(filled(32, 6)));
        assertVector("content.id", core.id().toString());
    }

    @Test
    void manifest() {
        assertVector("creator.public", hex(Samples.CREATOR.publicKey()));
        assertVector(
                "manifest", HEX.formatHex(ManifestCodec.sign(Samples.manifest(), Samples.CREATOR)));
    }

    private void assertVector(String name, String actual) {
        assertEquals(vectors.getProperty(name), actual, name);
    }

    private static String hex(Bytes bytes) {
        return HEX.formatHex(bytes.toArray());
    }

    private static Properties load() {
        var in = GoldenVectorsTest.class.getResourceAsStream("vectors.properties");
        Properties vectors = new Properties();
        try (Reader reader =
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8)) {
            vectors.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return vectors;
    }
}
