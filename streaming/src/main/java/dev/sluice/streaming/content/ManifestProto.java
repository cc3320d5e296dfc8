package dev.sluice.streaming.content;

import com.google.protobuf.ByteString;
import dev.sluice.streaming.content.ManifestException.Kind;
import dev.sluice.streaming.proto.ContentShare;
import dev.sluice.streaming.proto.ContentTerms;
import dev.sluice.streaming.proto.Segments;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The manifest's message and its typed value, each made from the other. Ranges are checked by the
 * types themselves; unsigned numbers beyond 2^63 arrive negative and fail there.
 */
final class ManifestProto {
    private ManifestProto() {}

    static dev.sluice.streaming.proto.Manifest write(Manifest manifest) {
        ContentCore core = manifest.core();
        Offer offer = manifest.offer();
        var out =
                dev.sluice.streaming.proto.Manifest.newBuilder()
                        .setVersion(ContentCore.VERSION)
                        .setContentBytes(core.geometry().contentBytes())
                        .setSliceBytes(core.geometry().sliceBytes())
                        .setCipherSuite(core.cipher().id())
                        .setHashSuite(core.hash().id())
                        .setRoot(proto(core.root()))
                        .setCreator(proto(core.creator()))
                        .setTitle(offer.title())
                        .setMediaType(offer.mediaType())
                        .setDurationMillis(offer.durationMillis())
                        .setTerms(terms(offer.terms()))
                        .setSequence(offer.sequence());
        offer.map().hotRanges().forEach(range -> out.addHotRanges(hotRange(range)));
        if (!offer.map().segments().isEmpty()) out.setSegments(segments(offer.map()));
        offer.keyServices().forEach(address -> out.addKeyServices(address.toString()));
        return out.build();
    }

    static Manifest read(dev.sluice.streaming.proto.Manifest in) throws ManifestException {
        if (in.getVersion() != ContentCore.VERSION)
            throw new ManifestException(
                    Kind.UNKNOWN_VERSION,
                    "manifest version " + in.getVersion() + ", known is " + ContentCore.VERSION);
        CipherSuite cipher = checked(Kind.UNKNOWN_SUITE, () -> CipherSuite.of(in.getCipherSuite()));
        HashSuite hash = checked(Kind.UNKNOWN_SUITE, () -> HashSuite.of(in.getHashSuite()));
        return checked(
                Kind.FIELD_OUT_OF_RANGE, () -> new Manifest(core(in, cipher, hash), offer(in)));
    }

    private static ContentCore core(
            dev.sluice.streaming.proto.Manifest in, CipherSuite cipher, HashSuite hash) {
        Geometry geometry = new Geometry(in.getContentBytes(), in.getSliceBytes());
        return new ContentCore(geometry, cipher, hash, bytes(in.getRoot()), bytes(in.getCreator()));
    }

    private static Offer offer(dev.sluice.streaming.proto.Manifest in) {
        if (!in.hasTerms()) throw new IllegalArgumentException("terms are missing");
        return new Offer(
                in.getTitle(),
                in.getMediaType(),
                in.getDurationMillis(),
                map(in),
                terms(in.getTerms()),
                in.getKeyServicesList().stream().map(PeerAddress::parse).toList(),
                in.getSequence());
    }

    private static PlayMap map(dev.sluice.streaming.proto.Manifest in) {
        List<HotRange> hot =
                in.getHotRangesList().stream()
                        .map(range -> new HotRange(range.getOffset(), range.getBytes()))
                        .toList();
        Segments marks = in.getSegments();
        if (marks.getBytesCount() != marks.getMillisCount())
            throw new IllegalArgumentException(
                    marks.getBytesCount() + " lengths of " + marks.getMillisCount() + " segments");
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < marks.getBytesCount(); i++)
            segments.add(new Segment(marks.getBytes(i), marks.getMillis(i)));
        return new PlayMap(hot, marks.getFirst(), segments);
    }

    private static Segments segments(PlayMap map) {
        Segments.Builder out = Segments.newBuilder().setFirst(map.firstSegment());
        for (Segment segment : map.segments())
            out.addBytes(segment.bytes()).addMillis(segment.millis());
        return out.build();
    }

    private static Terms terms(ContentTerms in) {
        return new Terms(
                in.getPricePerMib(),
                in.getSeederShareBps(),
                bytes(in.getPayee()),
                in.getCoCreatorsList().stream()
                        .map(
                                share ->
                                        new Share(
                                                bytes(share.getRecipient()),
                                                share.getBasisPoints()))
                        .toList(),
                bytes(in.getToken()),
                in.getChainId(),
                bytes(in.getContract()));
    }

    private static ContentTerms terms(Terms terms) {
        var out =
                ContentTerms.newBuilder()
                        .setPricePerMib(terms.pricePerMib())
                        .setSeederShareBps(terms.seederShareBps())
                        .setPayee(proto(terms.payee()))
                        .setToken(proto(terms.token()))
                        .setChainId(terms.chainId())
                        .setContract(proto(terms.contract()));
        terms.coCreators().forEach(share -> out.addCoCreators(share(share)));
        return out.build();
    }

    private static ContentShare share(Share share) {
        return ContentShare.newBuilder()
                .setRecipient(proto(share.recipient()))
                .setBasisPoints(share.basisPoints())
                .build();
    }

    private static dev.sluice.streaming.proto.HotRange hotRange(HotRange range) {
        return dev.sluice.streaming.proto.HotRange.newBuilder()
                .setOffset(range.offset())
                .setBytes(range.bytes())
                .build();
    }

    private static <T> T checked(Kind kind, Supplier<T> value) throws ManifestException {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new ManifestException(
                    kind, e.getMessage() == null ? "bad field" : e.getMessage());
        }
    }

    private static ByteString proto(Bytes bytes) {
        return ByteString.copyFrom(bytes.toArray());
    }

    private static Bytes bytes(ByteString bytes) {
        return Bytes.of(bytes.toByteArray());
    }
}
