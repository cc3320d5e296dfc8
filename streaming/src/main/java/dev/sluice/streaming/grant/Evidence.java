package dev.sluice.streaming.grant;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sluice.streaming.content.Check;
import dev.sluice.streaming.content.HashPages;
import dev.sluice.streaming.content.HashTree;
import dev.sluice.streaming.content.KeyRing;
import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.content.ManifestException;
import dev.sluice.streaming.content.PageId;
import dev.sluice.streaming.proto.HashPage;
import dev.sluice.streaming.proto.KeyAnswer;
import dev.sluice.streaming.proto.KeyEvidence;
import dev.sluice.streaming.proto.Seed;
import dev.sluice.streaming.proto.SignedDelegation;
import dev.sluice.streaming.proto.SignedManifest;
import dev.sluice.streaming.text.Bytes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Proof that a key service sold a wrong key, or that a creator granted one (T26): the creator's
 * signature on the work, the seller's on the answer or the grant, and the way down the hash tree to
 * the commitment that the key breaks. Anybody can check it, offline.
 *
 * <p>Of a grant it shows the one seed that the wrong key follows from, and no other.
 *
 * @param manifest the work
 * @param delegate who answered in the creator's name, if not the creator
 * @param receipt what was sold, if it was sold in an answer
 * @param grant what was granted, if it was a grant
 * @param index the slice whose key is wrong
 * @param what the fault, in words
 */
public record Evidence(
        Manifest manifest,
        Optional<Delegation> delegate,
        Optional<KeyReceipt> receipt,
        Optional<Grant> grant,
        long index,
        String what) {
    /** Longest evidence file. */
    public static final int MAX_BYTES = 512 << 10;

    /** Writes the file. The pages must hold the way to the slice, unless no key covers it. */
    public static byte[] write(
            byte[] manifest,
            @Nullable SignedDelegation delegation,
            KeyAnswer answer,
            long index,
            HashPages pages) {
        KeyEvidence.Builder out = begin(manifest, index, pages).setAnswer(answer);
        if (delegation != null) out.setDelegation(delegation);
        return out.build().toByteArray();
    }

    /** Writes the file against a grant. The pages must hold the way to the slice. */
    public static byte[] write(byte[] manifest, HeldSeed held, long index, HashPages pages) {
        KeySeed seed = held.seed();
        return begin(manifest, index, pages)
                .setGrant(held.grant())
                .setSeed(
                        Seed.newBuilder()
                                .setLevel(seed.level())
                                .setIndex(seed.index())
                                .setBytes(Papers.proto(seed.bytes())))
                .build()
                .toByteArray();
    }

    private static KeyEvidence.Builder begin(byte[] manifest, long index, HashPages pages) {
        KeyEvidence.Builder out =
                KeyEvidence.newBuilder().setVersion(Papers.VERSION).setIndex(index);
        try {
            out.setManifest(SignedManifest.parseFrom(manifest));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the manifest does not parse", e);
        }
        for (PageId page : pages.pathTo(index)) {
            byte[] bytes = pages.page(page);
            if (bytes != null)
                out.addPages(
                        HashPage.newBuilder()
                                .setLevel(page.level())
                                .setIndex(page.index())
                                .setBytes(ByteString.copyFrom(bytes)));
        }
        return out;
    }

    /** What the file proves; {@link GrantException} with the first link that does not hold. */
    public static Evidence verify(byte[] file) throws GrantException {
        KeyEvidence in = Papers.parse(KeyEvidence.parser(), "evidence", file, MAX_BYTES);
        Papers.checkVersion(in.getVersion());
        Manifest manifest = manifest(in);
        return in.hasGrant() ? ofGrant(in, manifest) : ofAnswer(in, manifest);
    }

    private static Evidence ofAnswer(KeyEvidence in, Manifest manifest) throws GrantException {
        Optional<Delegation> delegate =
                in.hasDelegation()
                        ? Optional.of(
                                Delegation.verify(in.getDelegation(), manifest.core().creator()))
                        : Optional.empty();
        Bytes seller = delegate.map(Delegation::answerKey).orElse(manifest.core().creator());
        KeyReceipt receipt = KeyReceipt.verify(in.getAnswer(), seller);
        if (!receipt.content().equals(manifest.id())
                || delegate.filter(d -> !d.content().equals(manifest.id())).isPresent())
            throw GrantException.of(Denied.Kind.WRONG_CONTENT, manifest.id(), receipt.content());
        checkRange(in, manifest, receipt.first(), receipt.end());
        return new Evidence(
                manifest,
                delegate,
                Optional.of(receipt),
                Optional.empty(),
                in.getIndex(),
                fault(in, manifest, receipt.seeds()));
    }

    private static Evidence ofGrant(KeyEvidence in, Manifest manifest) throws GrantException {
        Grant grant = Grant.verify(in.getGrant(), manifest.core().creator());
        if (!grant.content().equals(manifest.id()))
            throw GrantException.of(Denied.Kind.WRONG_CONTENT, manifest.id(), grant.content());
        checkRange(in, manifest, grant.first(), grant.end());
        Seed shown = in.getSeed();
        KeySeed seed =
                Papers.fields(
                        () ->
                                new KeySeed(
                                        shown.getLevel(),
                                        shown.getIndex(),
                                        Papers.bytes(shown.getBytes())));
        if (!grant.vouchesFor(seed) || !seed.covers(in.getIndex()))
            throw GrantException.of(
                    Denied.Kind.NOT_PROVEN,
                    "a seed of that slice that the grant vouches for",
                    "another");
        return new Evidence(
                manifest,
                Optional.empty(),
                Optional.empty(),
                Optional.of(grant),
                in.getIndex(),
                fault(in, manifest, List.of(seed)));
    }

    private static Manifest manifest(KeyEvidence in) throws GrantException {
        try {
            return ManifestCodec.verify(in.getManifest().toByteArray());
        } catch (ManifestException e) {
            throw GrantException.of(
                    Denied.Kind.BAD_SIGNATURE,
                    "the creator's manifest",
                    String.valueOf(e.getMessage()));
        }
    }

    private static void checkRange(KeyEvidence in, Manifest manifest, long first, long end)
            throws GrantException {
        long index = in.getIndex();
        if (index < first || index >= end || !manifest.geometry().hasSlice(index))
            throw GrantException.of(
                    Denied.Kind.OUT_OF_RANGE, "a slice of " + first + " to " + (end - 1), index);
    }

    private static String fault(KeyEvidence in, Manifest manifest, List<KeySeed> seeds)
            throws GrantException {
        long index = in.getIndex();
        KeyRing ring = new KeyRing(manifest.geometry(), manifest.core().cipher());
        try {
            for (KeySeed seed : seeds) ring.add(seed);
        } catch (IllegalArgumentException e) {
            return "a seed outside the content";
        }
        if (!ring.covers(index)) return "no key for slice " + index;
        Check check = pages(in, manifest).verifyKey(index, ring.keyFor(index));
        if (check == Check.MISMATCH) return "a wrong key for slice " + index;
        throw GrantException.of(
                Denied.Kind.NOT_PROVEN,
                "a key that breaks its commitment",
                check == Check.OK ? "the right key" : "no proof of the commitment");
    }

    /** Pages that are not the creator's are not taken, and so prove nothing. */
    private static HashPages pages(KeyEvidence in, Manifest manifest) {
        HashPages pages =
                new HashPages(
                        new HashTree(manifest.geometry()),
                        manifest.core().hash(),
                        manifest.core().root());
        for (HashPage page : in.getPagesList())
            pages.add(new PageId(page.getLevel(), page.getIndex()), page.getBytes().toByteArray());
        return pages;
    }
}
