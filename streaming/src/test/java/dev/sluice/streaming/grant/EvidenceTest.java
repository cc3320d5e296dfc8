package dev.sluice.streaming.grant;

import static dev.sluice.streaming.grant.Refusal.assertDenied;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.content.CipherSuite;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.content.KeyTree;
import dev.sluice.streaming.content.RootSeed;
import dev.sluice.streaming.content.Samples;
import dev.sluice.streaming.proto.KeyAnswer;
import dev.sluice.streaming.proto.SignedDelegation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** T26: a wrong key convicts its seller, and nothing convicts an honest one. */
final class EvidenceTest {
    private static final RootSeed WRONG = RootSeed.of(Samples.filled(32, 99));
    private static final Site WORK = Site.WORK;

    private static byte[] evidence(
            KeyAnswer answer, @Nullable SignedDelegation delegation, long index) {
        return Evidence.write(WORK.signedManifest(), delegation, answer, index, WORK.pages(index));
    }

    private static KeyAnswer sold(RootSeed root, CreatorKey seller) {
        return WORK.receipt(250, 20, root).sign(seller);
    }

    @Test
    void aReceiptReadsBackAndBindsEveryField() throws Exception {
        KeyReceipt receipt = WORK.receipt(250, 20, Samples.SEED);
        KeyAnswer answer = receipt.sign(Samples.CREATOR);
        assertEquals(receipt, KeyReceipt.verify(answer, Samples.CREATOR.publicKey()));
        for (KeyAnswer bent :
                new KeyAnswer[] {
                    answer.toBuilder().setFirst(249).build(),
                    answer.toBuilder().setCount(21).build(),
                    answer.toBuilder().setContent(answer.getChannel()).build(),
                    answer.toBuilder().setChannel(answer.getContent()).build(),
                    answer.toBuilder().clearChannel().build(),
                    answer.toBuilder().setCumulative(answer.getChannel().substring(0, 16)).build(),
                    answer.toBuilder().removeSeeds(0).build(),
                    answer.toBuilder().addSeeds(answer.getSeeds(0)).build(),
                    answer.toBuilder().clearSignature().build()
                })
            assertDenied(
                    Denied.Kind.BAD_SIGNATURE,
                    () -> KeyReceipt.verify(bent, Samples.CREATOR.publicKey()));
    }

    @Test
    void aWrongKeyConvictsTheCreator() throws Exception {
        Evidence proof = Evidence.verify(evidence(sold(WRONG, Samples.CREATOR), null, 255));
        assertEquals("a wrong key for slice 255", proof.what());
        assertEquals(WORK.manifest.id(), proof.manifest().id());
        assertEquals(Optional.empty(), proof.delegate());
    }

    @Test
    void aWrongKeyConvictsTheDelegate() throws Exception {
        Delegation delegation = WORK.delegation(0, Site.NOW);
        KeyAnswer answer = sold(WRONG, Site.OTHER.signing());
        Evidence proof = Evidence.verify(evidence(answer, delegation.sign(Samples.CREATOR), 256));
        assertEquals(Optional.of(delegation), proof.delegate());
        assertDenied(Denied.Kind.BAD_SIGNATURE, () -> Evidence.verify(evidence(answer, null, 256)));
        assertDenied(
                Denied.Kind.BAD_SIGNATURE,
                () -> Evidence.verify(evidence(answer, delegation.sign(Site.STRANGER), 256)));
    }

    @Test
    void aMissingKeyConvictsToo() throws Exception {
        KeyReceipt whole = WORK.receipt(250, 20, Samples.SEED);
        KeyReceipt short1 =
                new KeyReceipt(
                        whole.content(),
                        250,
                        20,
                        whole.seeds().subList(0, 1),
                        whole.channel(),
                        whole.cumulative());
        byte[] file = evidence(short1.sign(Samples.CREATOR), null, 269);
        assertEquals("no key for slice 269", Evidence.verify(file).what());
    }

    @Test
    void rightKeysConvictNobody() {
        KeyAnswer honest = sold(Samples.SEED, Samples.CREATOR);
        for (long index : new long[] {250, 255, 256, 269})
            assertDenied(
                    Denied.Kind.NOT_PROVEN, () -> Evidence.verify(evidence(honest, null, index)));
        for (long index : new long[] {249, 270})
            assertDenied(
                    Denied.Kind.OUT_OF_RANGE, () -> Evidence.verify(evidence(honest, null, index)));
    }

    private static HeldSeed granted(RootSeed root, CreatorKey creator, long slice)
            throws Exception {
        KeyTree tree = new KeyTree(root, WORK.manifest.geometry(), CipherSuite.AES_256_GCM);
        Grant grant =
                Grant.of(
                        WORK.manifest.id(),
                        250,
                        20,
                        tree.seedsFor(250, 20),
                        Site.HOLDER.holder(),
                        Site.NOW,
                        Site.RANDOM);
        KeySeed seed =
                grant.open(Site.HOLDER).stream().filter(s -> s.covers(slice)).findFirst().get();
        return new HeldSeed(seed, grant.sign(creator));
    }

    private static byte[] evidence(HeldSeed held, long index) {
        return Evidence.write(WORK.signedManifest(), held, index, WORK.pages(index));
    }

    @Test
    void aGrantWithAWrongKeyConvictsItsCreator() throws Exception {
        HeldSeed held = granted(WRONG, Samples.CREATOR, 255);
        byte[] file = evidence(held, 255);
        Evidence proof = Evidence.verify(file);
        assertEquals("a wrong key for slice 255", proof.what());
        assertEquals(Optional.empty(), proof.receipt());
        Grant grant = proof.grant().orElseThrow();
        assertEquals(Grant.verify(held.grant(), Samples.CREATOR.publicKey()), grant);
        KeySeed other = granted(WRONG, Samples.CREATOR, 269).seed();
        assertTrue(!held.seed().equals(other) && file.length < 32 << 10, "one seed is shown");
    }

    @Test
    void aGrantConvictsOnlyByASeedThatItsCreatorSignedFor() throws Exception {
        HeldSeed honest = granted(Samples.SEED, Samples.CREATOR, 255);
        assertDenied(Denied.Kind.NOT_PROVEN, () -> Evidence.verify(evidence(honest, 255)));
        HeldSeed swapped =
                new HeldSeed(granted(WRONG, Samples.CREATOR, 255).seed(), honest.grant());
        assertDenied(Denied.Kind.NOT_PROVEN, () -> Evidence.verify(evidence(swapped, 255)));
        HeldSeed wrong = granted(WRONG, Samples.CREATOR, 255);
        assertDenied(Denied.Kind.NOT_PROVEN, () -> Evidence.verify(evidence(wrong, 269)));
        for (long index : new long[] {249, 270})
            assertDenied(Denied.Kind.OUT_OF_RANGE, () -> Evidence.verify(evidence(wrong, index)));
        HeldSeed forged = granted(WRONG, Site.STRANGER, 255);
        assertDenied(Denied.Kind.BAD_SIGNATURE, () -> Evidence.verify(evidence(forged, 255)));
    }

    @Test
    void withoutTheHashPagesNothingIsProven() {
        byte[] file =
                Evidence.write(
                        WORK.signedManifest(),
                        null,
                        sold(WRONG, Samples.CREATOR),
                        255,
                        WORK.pages());
        assertDenied(Denied.Kind.NOT_PROVEN, () -> Evidence.verify(file));
    }

    @Test
    void aForgedAnswerConvictsNobody() {
        KeyAnswer forged = sold(WRONG, Site.STRANGER);
        assertDenied(Denied.Kind.BAD_SIGNATURE, () -> Evidence.verify(evidence(forged, null, 255)));
    }

    @Test
    void damageIsAnErrorAndNeverAnotherVerdict() throws Exception {
        byte[] file = evidence(sold(WRONG, Samples.CREATOR), null, 299 - 40);
        assertTrue(file.length < Evidence.MAX_BYTES / 8, "bytes: " + file.length);
        String honest = Evidence.verify(file).what();
        for (int at = 0; at < file.length; at += 1 + at / 64) {
            byte[] bent = file.clone();
            bent[at] ^= 0x10;
            try {
                assertEquals(
                        honest.substring(0, 11), Evidence.verify(bent).what().substring(0, 11));
            } catch (GrantException expected) {
                // a broken link, named
            }
        }
        assertThrows(GrantException.class, () -> Evidence.verify(new byte[Evidence.MAX_BYTES + 1]));
    }
}
