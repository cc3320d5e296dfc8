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
import dev.sluice.streaming.proto.SignedDelegation;
import dev.sluice.streaming.proto.SignedManifest;
import dev.sluice.streaming.text.Bytes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Proof that a key service sold a wrong key (T26): the creator's signature on the work, the
 * seller's on the answer, and the way down the hash tree to the commitment that the key breaks.
 * Anybody can check it, offline.
 *
 * @param manifest the work
 * @param delegate who answered in the creator's name, if not the creator
 * @param receipt what was sold
 * @param index the slice whose key is wrong
 * @param what the fault, in words
 */
public record Evidence(
        Manifest manifest,
        Optional<Delegation> delegate,
        KeyReceipt receipt,
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
        KeyEvidence.Builder out = KeyEvidence.newBuilder().setVersion(Papers.VERSION);
        try {
            out.setManifest(SignedManifest.parseFrom(manifest));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the manifest does not parse", e);
        }
        if (delegation != null) out.setDelegation(delegation);
        out.setAnswer(answer).setIndex(index);
        for (PageId page : pages.pathTo(index)) {
            byte[] bytes = pages.page(page);
            if (bytes != null)
                out.addPages(
                        HashPage.newBuilder()
                                .setLevel(page.level())
                                .setIndex(page.index())
                                .setBytes(ByteString.copyFrom(bytes)));
        }
        return out.build().toByteArray();
    }

    /** What the file proves; {@link GrantException} with the first link that does not hold. */
    public static Evidence verify(byte[] file) throws GrantException {
        KeyEvidence in = Papers.parse(KeyEvidence.parser(), file, MAX_BYTES);
        Papers.checkVersion(in.getVersion());
        Manifest manifest = manifest(in);
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
        return new Evidence(
                manifest, delegate, receipt, in.getIndex(), fault(in, manifest, receipt));
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

    private static String fault(KeyEvidence in, Manifest manifest, KeyReceipt receipt)
            throws GrantException {
        long index = in.getIndex();
        if (index < receipt.first()
                || index >= receipt.end()
                || !manifest.geometry().hasSlice(index))
            throw GrantException.of(
                    Denied.Kind.OUT_OF_RANGE,
                    "a slice of " + receipt.first() + " to " + (receipt.end() - 1),
                    index);
        KeyRing ring = new KeyRing(manifest.geometry(), manifest.core().cipher());
        try {
            for (KeySeed seed : receipt.seeds()) ring.add(seed);
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
