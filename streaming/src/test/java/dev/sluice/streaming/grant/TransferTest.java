package dev.sluice.streaming.grant;

import static dev.sluice.streaming.grant.Refusal.assertDenied;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.content.Samples;
import dev.sluice.streaming.proto.SignedTransfer;
import dev.sluice.streaming.text.Bytes;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Passing a grant on takes its holder's word; ending it, the creator's. */
final class TransferTest {
    private static final Bytes CREATOR = Samples.CREATOR.publicKey();

    private final Grant grant = Site.WORK.grant(0, 300, Site.NOW);
    private final Transfer transfer =
            new Transfer(grant.content(), grant.serial(), Site.OTHER.holder());

    @Test
    void theHoldersWordIsTaken() throws Exception {
        SignedTransfer signed = transfer.sign(Site.HOLDER);
        assertEquals(transfer, Transfer.verify(signed, grant.holder()));
    }

    @Test
    void nobodyElsesIs() {
        SignedTransfer stolen = transfer.sign(Site.OTHER);
        assertDenied(Denied.Kind.BAD_SIGNATURE, () -> Transfer.verify(stolen, grant.holder()));
    }

    @Test
    void noDamagedTransferIsTaken() {
        byte[] signed = transfer.sign(Site.HOLDER).toByteArray();
        for (byte[] damaged : Site.damaged(signed))
            assertThrows(
                    Exception.class,
                    () -> Transfer.verify(SignedTransfer.parseFrom(damaged), grant.holder()));
    }

    @Test
    void theListOnlyGrowsAndCountsItsSteps() throws Exception {
        Revocations none = Revocations.none(CREATOR);
        Revocations one = none.with(grant.serial());
        assertFalse(none.has(grant.serial()));
        assertTrue(one.has(grant.serial()));
        assertEquals(1, one.sequence());
        assertSame(one, one.with(grant.serial()));
        assertEquals(one, Revocations.verify(one.sign(Samples.CREATOR).toByteArray(), CREATOR));
        assertEquals(Optional.empty(), one.checkAfter(none));
        assertEquals(Optional.empty(), one.checkAfter(one));
        assertDenied(Denied.Kind.REPLAYED, none.checkAfter(one));
    }

    @Test
    void aListOfAnotherCreatorIsRefused() {
        Revocations theirs = Revocations.none(Site.STRANGER.publicKey());
        assertDenied(Denied.Kind.WRONG_CREATOR, theirs.checkAfter(Revocations.none(CREATOR)));
        assertDenied(
                Denied.Kind.BAD_SIGNATURE,
                () -> Revocations.verify(theirs.sign(Site.STRANGER), CREATOR));
        assertDenied(
                Denied.Kind.WRONG_CREATOR,
                () -> Revocations.verify(theirs.sign(Samples.CREATOR), CREATOR));
    }

    @Test
    void theLongestListFitsItsFrame() {
        TreeSet<Serial> serials = new TreeSet<>();
        byte[] bytes = new byte[Serial.BYTES];
        for (int i = 0; i < Revocations.MAX_SERIALS; i++) {
            bytes[0] = (byte) i;
            bytes[1] = (byte) (i >> 8);
            serials.add(Serial.of(bytes));
        }
        Revocations full = new Revocations(CREATOR, 1, serials);
        int length = full.sign(Samples.CREATOR).toByteArray().length;
        assertTrue(length <= Revocations.MAX_BYTES, "bytes: " + length);
        bytes[2] = 1;
        assertThrows(IllegalArgumentException.class, () -> full.with(Serial.of(bytes)));
    }

    @Test
    void noDamagedListIsTaken() {
        byte[] signed =
                Revocations.none(CREATOR).with(grant.serial()).sign(Samples.CREATOR).toByteArray();
        for (byte[] damaged : Site.damaged(signed))
            assertThrows(GrantException.class, () -> Revocations.verify(damaged, CREATOR));
    }
}
