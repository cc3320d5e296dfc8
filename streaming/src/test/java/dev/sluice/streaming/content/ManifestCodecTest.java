package dev.sluice.streaming.content;

import static dev.sluice.streaming.content.Samples.CREATOR;
import static dev.sluice.streaming.content.Samples.filled;
import static dev.sluice.streaming.content.Samples.manifest;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.sluice.streaming.content.ManifestException.Kind;
import dev.sluice.streaming.proto.ContentTerms;
import dev.sluice.streaming.proto.SignedManifest;
import dev.sluice.streaming.text.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class ManifestCodecTest {
    private static final Bytes ZERO = Bytes.zeros(20);

    @Test
    void readsBackWhatTheCreatorSigned() throws Exception {
        byte[] signed = ManifestCodec.sign(manifest(), CREATOR);
        assertEquals(manifest(), ManifestCodec.verify(signed));
        assertEquals(manifest(), ManifestCodec.verify(signed, manifest().id()));
        assertArrayEquals(signed, ManifestCodec.sign(manifest(), CREATOR));
    }

    @Test
    void onlyTheCreatorMaySign() {
        CreatorKey thief = CreatorKey.fromSeed(filled(32, 8));
        assertThrows(IllegalArgumentException.class, () -> ManifestCodec.sign(manifest(), thief));
        byte[] bytes = ManifestProto.write(manifest()).toByteArray();
        assertRefused(Kind.BAD_SIGNATURE, signed(bytes, thief));
    }

    @Test
    void noFlippedBitPasses() {
        byte[] signed = ManifestCodec.sign(manifest(), CREATOR);
        SeededTrials.run(
                300,
                random -> {
                    byte[] bad = signed.clone();
                    bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
                    assertThrows(ManifestException.class, () -> ManifestCodec.verify(bad));
                });
    }

    @Test
    void noPrefixAndNoNoisePasses() {
        byte[] signed = ManifestCodec.sign(manifest(), CREATOR);
        SeededTrials.run(
                300,
                random -> {
                    byte[] prefix = Arrays.copyOf(signed, random.nextInt(signed.length));
                    byte[] noise = Samples.random(random, random.nextInt(300));
                    assertThrows(ManifestException.class, () -> ManifestCodec.verify(prefix));
                    assertThrows(ManifestException.class, () -> ManifestCodec.verify(noise));
                });
    }

    @Test
    void sizeIsCheckedBeforeAnythingIsParsed() {
        assertRefused(Kind.TOO_LARGE, new byte[ManifestCodec.MAX_BYTES + 1]);
        assertRefused(Kind.MALFORMED, filled(100, 0xff));
    }

    @Test
    void aManifestOfAnotherWorkIsRefused() {
        ContentId other = ContentId.of(filled(32, 1));
        byte[] signed = ManifestCodec.sign(manifest(), CREATOR);
        ManifestException refused =
                assertThrows(ManifestException.class, () -> ManifestCodec.verify(signed, other));
        assertEquals(Kind.WRONG_CONTENT, refused.kind());
    }

    @Test
    void unknownVersionsAndSuitesAreRefused() {
        assertRefused(Kind.UNKNOWN_VERSION, m -> m.setVersion(2));
        assertRefused(Kind.UNKNOWN_SUITE, m -> m.setCipherSuite(3));
        assertRefused(Kind.UNKNOWN_SUITE, m -> m.setHashSuite(0));
    }

    @Test
    void everyFieldIsRangeChecked() {
        assertOutOfRange(m -> m.setContentBytes(0));
        assertOutOfRange(m -> m.setContentBytes(-1));
        assertOutOfRange(m -> m.setSliceBytes(65_537));
        assertOutOfRange(m -> m.setRoot(ByteString.EMPTY));
        assertOutOfRange(m -> m.setTitle(" "));
        assertOutOfRange(m -> m.setTitle("x".repeat(513)));
        assertOutOfRange(m -> m.setMediaType("video"));
        assertOutOfRange(m -> m.setMediaType("video/mp4\n"));
        assertOutOfRange(m -> m.setDurationMillis(-1));
        assertOutOfRange(m -> m.setSequence(-1));
        assertOutOfRange(m -> m.addKeyServices("/dns/example"));
        assertOutOfRange(m -> m.addHotRanges(hot(Long.MAX_VALUE)));
        assertOutOfRange(m -> m.addHotRanges(hot(5L * Samples.SLICE)));
        assertOutOfRange(m -> m.addAllHotRanges(Collections.nCopies(64, hot(0))));
        assertOutOfRange(
                m -> m.addAllKeyServices(Collections.nCopies(16, Samples.PEER.toString())));
        assertOutOfRange(m -> m.clearTerms());
    }

    @Test
    void everyTermIsRangeChecked() {
        assertTerms(t -> t.setPricePerMib(-1));
        assertTerms(t -> t.setSeederShareBps(10_001));
        assertTerms(t -> t.setSeederShareBps(-1));
        assertTerms(t -> t.setPayee(ByteString.EMPTY));
        assertTerms(t -> t.setPayee(ByteString.copyFrom(new byte[20])));
        assertTerms(t -> t.setChainId(0));
        assertTerms(t -> t.setContract(ByteString.copyFrom(new byte[20])));
        assertTerms(t -> t.setToken(ByteString.copyFrom(new byte[21])));
        assertTerms(t -> t.addCoCreators(t.getCoCreators(0)));
        assertTerms(t -> t.getCoCreatorsBuilder(0).setBasisPoints(0));
        assertTerms(t -> t.getCoCreatorsBuilder(0).setBasisPoints(10_001));
        assertTerms(t -> t.getCoCreatorsBuilder(0).setRecipient(ByteString.copyFrom(new byte[20])));
    }

    @Test
    void freeContentNeedsNoAccounts() throws Exception {
        assertTrue(Terms.FREE.isFree());
        assertEquals(ZERO, Terms.FREE.payee());
        Offer offer = new Offer("t", "a/b", 0, List.of(), Terms.FREE, List.of(), 0);
        Manifest free = new Manifest(manifest().core(), offer);
        assertEquals(free, ManifestCodec.verify(ManifestCodec.sign(free, CREATOR)));
    }

    @Test
    void fieldsOfALaterVersionKeepTheSignature() throws Exception {
        byte[] bytes = ManifestProto.write(manifest()).toByteArray();
        byte[] more =
                ByteBuffer.allocate(bytes.length + 3)
                        .put(bytes)
                        .put(new byte[] {(byte) 0xf8, 7, 1})
                        .array();
        assertEquals(manifest(), ManifestCodec.verify(signed(more, CREATOR)));
    }

    @Test
    void aKeyOfSmallOrderSignsNothing() {
        byte[] identity = new byte[32];
        identity[0] = 1;
        byte[] signature = new byte[64];
        signature[0] = 1;
        assertFalse(CreatorKey.verify(Bytes.of(identity), new byte[5], signature));
        assertFalse(CREATOR.toString().contains("07070707"));
    }

    private static dev.sluice.streaming.proto.HotRange hot(long offset) {
        return dev.sluice.streaming.proto.HotRange.newBuilder()
                .setOffset(offset)
                .setBytes(1)
                .build();
    }

    private static void assertTerms(Consumer<ContentTerms.Builder> change) {
        assertOutOfRange(
                m -> {
                    change.accept(m.getTermsBuilder());
                    return m;
                });
    }

    private static void assertOutOfRange(
            UnaryOperator<dev.sluice.streaming.proto.Manifest.Builder> change) {
        assertRefused(Kind.FIELD_OUT_OF_RANGE, change);
    }

    private static void assertRefused(
            Kind kind, UnaryOperator<dev.sluice.streaming.proto.Manifest.Builder> change) {
        var message = ManifestProto.write(manifest()).toBuilder();
        assertRefused(kind, signed(change.apply(message).build().toByteArray(), CREATOR));
    }

    private static void assertRefused(Kind kind, byte[] signed) {
        ManifestException refused =
                assertThrows(ManifestException.class, () -> ManifestCodec.verify(signed));
        assertEquals(kind, refused.kind(), refused.getMessage());
    }

    private static byte[] signed(byte[] manifest, CreatorKey key) {
        byte[] domain = "sluice/manifest/1".getBytes(StandardCharsets.US_ASCII);
        byte[] message =
                ByteBuffer.allocate(domain.length + manifest.length)
                        .put(domain)
                        .put(manifest)
                        .array();
        return SignedManifest.newBuilder()
                .setManifest(ByteString.copyFrom(manifest))
                .setSignature(ByteString.copyFrom(key.sign(message)))
                .build()
                .toByteArray();
    }
}
