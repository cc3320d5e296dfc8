package dev.sluice.streaming.content;

import static dev.sluice.streaming.content.Samples.PEER;
import static dev.sluice.streaming.content.Samples.SLICE;
import static dev.sluice.streaming.content.Samples.core;
import static dev.sluice.streaming.content.Samples.filled;
import static dev.sluice.streaming.content.Samples.geometry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.hash.Sha256;
import dev.sluice.streaming.text.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentIdTest {
    private static final String HELLO =
            "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";

    @ParameterizedTest
    @CsvSource({
        "hello world," + HELLO,
        "'',bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"
    })
    void writesTheRawBlockCidsThatOthersWrite(String block, String cid) {
        byte[] bytes = block.getBytes(StandardCharsets.UTF_8);
        ContentId id = ContentId.of(new Sha256().update(bytes).digest());
        assertEquals(cid, id.toString());
        assertEquals(id, ContentId.parse(cid));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG",
                "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi",
                "BAFKREIFZJUT3TE2NHYEKKLSS27NH3K72YSCO7Y32KOAO5EEI66WOF36N5E",
                "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5f",
                "../../../../../../../../../../../../../../../../../../../aaa",
            })
    void refusesOtherVersionsCodecsAndSpellings(String text) {
        assertThrows(IllegalArgumentException.class, () -> ContentId.parse(text));
    }

    @Test
    void everythingThatNeverChangesIsBound() {
        Bytes root = Bytes.of(filled(32, 5));
        Geometry geometry = geometry(5L * SLICE);
        Bytes thief = CreatorKey.fromSeed(filled(32, 8)).publicKey();
        Bytes creator = Samples.CREATOR.publicKey();
        HashSuite sha = HashSuite.SHA_256;
        CipherSuite gcm = CipherSuite.AES_256_GCM;
        List<ContentCore> works =
                List.of(
                        core(geometry, root),
                        core(geometry(5L * SLICE - 1), root),
                        core(new Geometry(5L * SLICE, 2 * SLICE), root),
                        core(geometry, Bytes.of(filled(32, 6))),
                        new ContentCore(
                                geometry, CipherSuite.CHACHA20_POLY1305, sha, root, creator),
                        new ContentCore(geometry, gcm, HashSuite.BLAKE3, root, creator),
                        new ContentCore(geometry, gcm, sha, root, thief));
        Set<ContentId> ids = new HashSet<>();
        for (ContentCore work : works) assertTrue(ids.add(work.id()));
        assertEquals(93, works.getFirst().canonical().length);
    }

    @Test
    void aLinkReadsBackWithPeersAndTitle() {
        ContentLink link =
                new ContentLink(
                        ContentId.parse(HELLO), List.of(PEER, PEER), "Füße & 50 % = 東京 🎬?");
        assertEquals(link, ContentLink.parse(link.toString()));
        assertEquals("sluice:" + HELLO, ContentLink.of(ContentId.parse(HELLO)).toString());
    }

    @Test
    void aLinkIgnoresUnknownKeysAndTheSchemesCase() {
        ContentLink link = ContentLink.parse("SLUICE:" + HELLO + "?x=%zz&&dn=a%20b+c&peers=q");
        assertEquals("a b+c", link.displayName());
        assertEquals(List.of(), link.peers());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "magnet:" + HELLO,
                "sluice:",
                "sluice:" + HELLO + "/x",
                "sluice:" + HELLO + "?peer=/ip4/localhost/udp/1/quic/p2p/a",
                "sluice:" + HELLO + "?dn=%",
                "sluice:" + HELLO + "?dn=%4",
                "sluice:" + HELLO + "?dn=%zz",
                "sluice:" + HELLO + "?dn=%ff",
            })
    void refusesWhatIsNoLink(String text) {
        assertThrows(IllegalArgumentException.class, () -> ContentLink.parse(text));
    }

    @Test
    void refusesLinksBeyondTheirLimits() {
        String peers = ("&peer=" + PEER).repeat(ContentLink.MAX_PEERS + 1).substring(1);
        for (String query : List.of(peers, "dn=" + "x".repeat(513), "x=" + "y".repeat(9000)))
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ContentLink.parse("sluice:" + HELLO + "?" + query));
    }
}
