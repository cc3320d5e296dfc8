package dev.sluice.engine.vectors;

import dev.sluice.streaming.content.CipherSuite;
import dev.sluice.streaming.content.ContentCore;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.ContentLink;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.content.Geometry;
import dev.sluice.streaming.content.HashSuite;
import dev.sluice.streaming.content.HotRange;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.content.Offer;
import dev.sluice.streaming.content.Share;
import dev.sluice.streaming.content.Terms;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerAddress;
import dev.sluice.streaming.text.PeerId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a creator signs and passes on: manifests and links. */
final class OfferVectors {
    private static final HexFormat HEX = HexFormat.of();
    private static final List<PeerAddress> PEERS =
            List.of(
                    new PeerAddress("127.0.0.1", 4001, PeerId.of(ContentVectors.filled(9))),
                    new PeerAddress("2001:db8::7", 65_535, PeerId.of(ContentVectors.filled(1))));

    private OfferVectors() {}

    static Map<String, Object> manifests() {
        Offer least = new Offer("a", "video/mp4", 0, List.of(), Terms.FREE, List.of(), 0);
        Offer most =
                new Offer(
                        "Der Schleusenw\u00e4rter \u2014 100 %",
                        "video/mp4",
                        5_400_000,
                        List.of(new HotRange(0, 1), new HotRange(100_000, 70_000)),
                        terms(),
                        PEERS,
                        1_700_000_000_000L);
        return ContentVectors.cases(
                List.of(
                        manifest(7, new Geometry(1, 64 << 10), 1, least),
                        manifest(8, new Geometry((1L << 40) + 5, 1 << 20), 2, most),
                        manifest(9, new Geometry(300_000, 64 << 10), 1, HashSuite.BLAKE3, least)));
    }

    private static Terms terms() {
        return new Terms(
                20_000_000_000_000_000L,
                3_000,
                account(2),
                List.of(new Share(account(2), 6_667), new Share(account(3), 3_333)),
                account(0),
                31_337,
                account(4));
    }

    private static Map<String, Object> manifest(int creator, Geometry cut, int suite, Offer offer) {
        return manifest(creator, cut, suite, HashSuite.SHA_256, offer);
    }

    private static Map<String, Object> manifest(
            int creator, Geometry cut, int suite, HashSuite hash, Offer offer) {
        CreatorKey key = CreatorKey.fromSeed(ContentVectors.filled(creator));
        ContentCore core =
                new ContentCore(
                        cut,
                        CipherSuite.of(suite),
                        hash,
                        Bytes.of(ContentVectors.filled(5)),
                        key.publicKey());
        Manifest manifest = new Manifest(core, offer);
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("creatorSeed", HEX.formatHex(key.seed()));
        out.put("creator", hex(key.publicKey()));
        out.put("contentBytes", Long.toString(cut.contentBytes()));
        out.put("sliceBytes", Integer.toString(cut.sliceBytes()));
        out.put("cipherSuite", Integer.toString(suite));
        out.put("hashSuite", Integer.toString(hash.id()));
        out.put("root", hex(core.root()));
        offer(out, offer);
        out.put("signedManifest", HEX.formatHex(ManifestCodec.sign(manifest, key)));
        out.put("contentId", manifest.id().toString());
        return out;
    }

    private static void offer(Map<String, Object> out, Offer offer) {
        Terms terms = offer.terms();
        out.put("title", offer.title());
        out.put("mediaType", offer.mediaType());
        out.put("durationMillis", Long.toString(offer.durationMillis()));
        out.put(
                "hotRanges",
                offer.map().hotRanges().stream().map(r -> r.offset() + "+" + r.bytes()).toList());
        out.put("pricePerMib", Long.toString(terms.pricePerMib()));
        out.put("seederShareBps", Integer.toString(terms.seederShareBps()));
        out.put("payee", hex(terms.payee()));
        out.put(
                "coCreators",
                terms.coCreators().stream()
                        .map(share -> hex(share.recipient()) + "=" + share.basisPoints())
                        .toList());
        out.put("token", hex(terms.token()));
        out.put("chainId", Long.toString(terms.chainId()));
        out.put("contract", hex(terms.contract()));
        out.put("keyServices", offer.keyServices().stream().map(PeerAddress::toString).toList());
        out.put("sequence", Long.toString(offer.sequence()));
    }

    static Map<String, Object> links() {
        ContentId content = ContentId.of(ContentVectors.filled(6));
        return ContentVectors.cases(
                List.of(
                        link(ContentLink.of(content)),
                        link(new ContentLink(content, PEERS, "")),
                        link(
                                new ContentLink(
                                        content,
                                        PEERS.subList(0, 1),
                                        "Sch\u00f6n & 100% = gut?"))));
    }

    private static Map<String, Object> link(ContentLink link) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("contentDigest", HEX.formatHex(link.content().digest()));
        out.put("contentId", link.content().toString());
        out.put("peers", link.peers().stream().map(PeerAddress::toString).toList());
        out.put("displayName", link.displayName());
        out.put("text", link.toString());
        return out;
    }

    private static Bytes account(int fill) {
        byte[] bytes = new byte[Terms.ACCOUNT_BYTES];
        Arrays.fill(bytes, (byte) fill);
        return Bytes.of(bytes);
    }

    private static String hex(Bytes bytes) {
        return HEX.formatHex(bytes.toArray());
    }
}
