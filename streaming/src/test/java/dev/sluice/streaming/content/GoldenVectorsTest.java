package dev.sluice.streaming.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stored formats, pinned by {@code docs/vectors}, which another implementation in another
 * language recomputes. Here they are read as a consumer reads them; that they are also what the
 * code writes is tested with their generator.
 */
final class GoldenVectorsTest {
    private static final HexFormat HEX = HexFormat.of();

    private static List<JsonNode> cases(String name) throws IOException {
        Path root = Path.of(System.getProperty("sluice.root", ".."));
        String text = Files.readString(root.resolve("docs/vectors").resolve(name));
        List<JsonNode> cases = new ArrayList<>();
        JsonMapper.shared().readTree(text).get("cases").forEach(cases::add);
        assertTrue(cases.size() > 1, name);
        return cases;
    }

    @Test
    void theSeedsOfARangeGiveItsKeysAndNoOthers_I8() throws IOException {
        for (JsonNode vector : cases("keys.json"))
            for (JsonNode range : vector.get("ranges")) checkRange(vector, range);
    }

    private static void checkRange(JsonNode vector, JsonNode range) {
        KeyRing ring = new KeyRing(geometry(vector), suite(vector));
        for (JsonNode seed : range.get("seeds")) {
            String[] parts = seed.asString().split("/", -1);
            int level = Integer.parseInt(parts[0]);
            ring.add(KeySeed.of(level, Long.parseLong(parts[1]), HEX.parseHex(parts[2])));
        }
        long first = number(range, "first");
        long end = first + number(range, "count");
        for (int i = 0; i < vector.get("slices").size(); i++) {
            long slice = Long.parseLong(vector.get("slices").get(i).asString());
            boolean inside = slice >= first && slice < end;
            assertEquals(inside, ring.covers(slice), () -> slice + " in " + range);
            if (inside)
                assertEquals(
                        vector.get("keys").get(i).asString(), HEX.formatHex(ring.keyFor(slice)));
        }
    }

    @Test
    void aSealedSliceOpens() throws IOException {
        for (JsonNode vector : cases("slices.json")) {
            byte[] sealed = HEX.parseHex(text(vector, "ciphertext"));
            byte[] plain = new byte[sealed.length - Geometry.TAG_BYTES];
            SliceCipher cipher = new SliceCipher(geometry(vector), suite(vector));
            byte[] key = HEX.parseHex(text(vector, "key"));
            long index = number(vector, "index");
            assertTrue(cipher.open(key, index, sealed, 0, sealed.length, plain, 0));
            assertEquals(text(vector, "plaintext"), HEX.formatHex(plain));
        }
    }

    @Test
    void aWorkIsNamedByItsRoot() throws IOException {
        for (JsonNode vector : cases("trees.json"))
            assertEquals(text(vector, "contentId"), core(vector).id().toString());
    }

    @Test
    void aSignedManifestIsReadInEveryField() throws IOException, ManifestException {
        for (JsonNode vector : cases("manifests.json")) {
            byte[] signed = HEX.parseHex(text(vector, "signedManifest"));
            ContentId id = ContentId.parse(text(vector, "contentId"));
            Manifest manifest = ManifestCodec.verify(signed, id);
            assertEquals(core(vector), manifest.core());
            checkOffer(vector, manifest.offer());
            checkTerms(vector, manifest.terms());
        }
    }

    private static void checkOffer(JsonNode vector, Offer offer) {
        assertEquals(text(vector, "title"), offer.title());
        assertEquals(text(vector, "mediaType"), offer.mediaType());
        assertEquals(number(vector, "durationMillis"), offer.durationMillis());
        assertEquals(number(vector, "sequence"), offer.sequence());
        assertEquals(
                texts(vector, "hotRanges"),
                offer.map().hotRanges().stream().map(r -> r.offset() + "+" + r.bytes()).toList());
        assertEquals(
                texts(vector, "keyServices"),
                offer.keyServices().stream().map(PeerAddress::toString).toList());
    }

    private static void checkTerms(JsonNode vector, Terms terms) {
        assertEquals(number(vector, "pricePerMib"), terms.pricePerMib());
        assertEquals(number(vector, "seederShareBps"), terms.seederShareBps());
        assertEquals(text(vector, "payee"), HEX.formatHex(terms.payee().toArray()));
        assertEquals(text(vector, "token"), HEX.formatHex(terms.token().toArray()));
        assertEquals(number(vector, "chainId"), terms.chainId());
        assertEquals(text(vector, "contract"), HEX.formatHex(terms.contract().toArray()));
        assertEquals(
                texts(vector, "coCreators"),
                terms.coCreators().stream()
                        .map(s -> HEX.formatHex(s.recipient().toArray()) + "=" + s.basisPoints())
                        .toList());
    }

    @Test
    void aLinkIsReadAsItWasWritten() throws IOException {
        for (JsonNode vector : cases("links.json")) {
            ContentLink link = ContentLink.parse(text(vector, "text"));
            assertEquals(text(vector, "contentDigest"), HEX.formatHex(link.content().digest()));
            assertEquals(text(vector, "displayName"), link.displayName());
            assertEquals(
                    texts(vector, "peers"),
                    link.peers().stream().map(PeerAddress::toString).toList());
        }
    }

    private static ContentCore core(JsonNode vector) {
        return new ContentCore(
                geometry(vector),
                suite(vector),
                HashSuite.of((int) number(vector, "hashSuite")),
                Bytes.of(HEX.parseHex(text(vector, "root"))),
                Bytes.of(HEX.parseHex(text(vector, "creator"))));
    }

    private static Geometry geometry(JsonNode vector) {
        return new Geometry(number(vector, "contentBytes"), (int) number(vector, "sliceBytes"));
    }

    private static CipherSuite suite(JsonNode vector) {
        return CipherSuite.of((int) number(vector, "cipherSuite"));
    }

    private static long number(JsonNode object, String name) {
        return Long.parseLong(text(object, name));
    }

    private static String text(JsonNode object, String name) {
        return object.required(name).asString();
    }

    private static List<String> texts(JsonNode object, String name) {
        List<String> texts = new ArrayList<>();
        object.required(name).forEach(item -> texts.add(item.asString()));
        return texts;
    }
}
