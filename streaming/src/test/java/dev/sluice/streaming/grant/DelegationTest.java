package dev.sluice.streaming.grant;

import static dev.sluice.streaming.grant.Refusal.assertDenied;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.Samples;
import dev.sluice.streaming.content.Share;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** T25: nobody sells keys in the creator's name without the creator's word, or beyond it. */
final class DelegationTest {
    private static final long FROM = Site.NOW;
    private static final long UNTIL = Site.NOW + 1_000;
    private static final Bytes CREATOR = Samples.CREATOR.publicKey();
    private static final Manifest WORK = Site.WORK.manifest;

    private final Delegation delegation = Site.WORK.delegation(FROM, UNTIL);

    @Test
    void itReadsBackAsItWasSigned() throws Exception {
        Delegation shared = withSplit(new Share(Bytes.of(Samples.filled(20, 3)), 10_000));
        for (Delegation one : List.of(delegation, shared))
            assertEquals(one, Delegation.verify(one.sign(Samples.CREATOR).toByteArray(), CREATOR));
    }

    private Delegation withSplit(Share... split) {
        return new Delegation(
                delegation.content(),
                delegation.peer(),
                delegation.answerKey(),
                delegation.payee(),
                List.of(split),
                FROM,
                UNTIL,
                delegation.serial());
    }

    @Test
    void itIsGoodFromItsFirstSecondToItsLast() {
        assertDenied(Denied.Kind.NOT_YET_VALID, delegation.check(WORK, Site.PEER, FROM - 1));
        assertEquals(Optional.empty(), delegation.check(WORK, Site.PEER, FROM));
        assertEquals(Optional.empty(), delegation.check(WORK, Site.PEER, UNTIL));
        assertDenied(Denied.Kind.EXPIRED, delegation.check(WORK, Site.PEER, UNTIL + 1));
    }

    @Test
    void anotherPeerCannotShowIt() {
        PeerId thief = PeerId.of(Samples.filled(32, 66));
        assertDenied(Denied.Kind.WRONG_PEER, delegation.check(WORK, thief, FROM));
    }

    @Test
    void anotherWorkIsNotMeant() {
        assertDenied(
                Denied.Kind.WRONG_CONTENT, delegation.check(Samples.manifest(), Site.PEER, FROM));
    }

    @Test
    void onlyTheCreatorCanGiveIt() {
        byte[] forged = delegation.sign(Site.STRANGER).toByteArray();
        assertDenied(Denied.Kind.BAD_SIGNATURE, () -> Delegation.verify(forged, CREATOR));
    }

    /** I8: two gates for one channel would sell twice for one voucher. */
    @Test
    void theCreatorsOwnPayeeIsRefused() {
        Delegation shared =
                new Delegation(
                        WORK.id(),
                        Site.PEER,
                        delegation.answerKey(),
                        WORK.terms().payee(),
                        List.of(),
                        FROM,
                        UNTIL,
                        delegation.serial());
        assertDenied(Denied.Kind.SHARED_PAYEE, shared.check(WORK, Site.PEER, FROM));
    }

    @Test
    void noDamagedDelegationIsTaken() {
        byte[] signed = delegation.sign(Samples.CREATOR).toByteArray();
        for (byte[] damaged : Site.damaged(signed))
            assertThrows(GrantException.class, () -> Delegation.verify(damaged, CREATOR));
    }

    @Test
    void theDelegateAloneFindsTheRootSeed() throws Exception {
        byte[] file =
                Handover.write(
                        delegation,
                        Samples.SEED,
                        Samples.CREATOR,
                        Site.OTHER.holder(),
                        Site.RANDOM);
        Handover handover = Handover.open(file, CREATOR, Site.OTHER);
        assertEquals(Samples.SEED, handover.seed());
        assertEquals(delegation, handover.delegation());
        assertDenied(Denied.Kind.WRONG_HOLDER, () -> Handover.open(file, CREATOR, Site.HOLDER));
        assertDenied(
                Denied.Kind.BAD_SIGNATURE,
                () -> Handover.open(file, Site.STRANGER.publicKey(), Site.OTHER));
        for (byte[] damaged : Site.damaged(file))
            assertThrows(GrantException.class, () -> Handover.open(damaged, CREATOR, Site.OTHER));
    }
}
