package dev.sluice.streaming.grant;

import static dev.sluice.streaming.grant.Refusal.assertDenied;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.sluice.streaming.content.KeyRing;
import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.content.Samples;
import dev.sluice.streaming.proto.SignedGrant;
import dev.sluice.streaming.text.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A grant gives its holder the keys of its range until its date, and nobody anything else. */
final class GrantTest {
    private static final long UNTIL = Site.NOW + 100;
    private static final Bytes CREATOR = Samples.CREATOR.publicKey();
    private static final Holder SELF = Site.HOLDER.holder();

    private final Grant grant = Site.WORK.grant(10, 50, UNTIL);

    private static Optional<Denied> check(Grant grant, Holder self, long now) {
        return grant.check(Site.WORK.manifest, self, now, false);
    }

    @Test
    void theHolderReadsExactlyItsRange() throws Exception {
        byte[] signed = grant.sign(Samples.CREATOR).toByteArray();
        Grant read = Grant.verify(signed, CREATOR);
        assertEquals(grant, read);
        assertEquals(Optional.empty(), check(read, SELF, Site.NOW));
        KeyRing ring = new KeyRing(Site.WORK.manifest.geometry(), Site.WORK.core().cipher());
        for (KeySeed seed : read.open(Site.HOLDER)) ring.add(seed);
        for (long slice = 0; slice < 300; slice++) {
            assertEquals(slice >= 10 && slice < 60, ring.covers(slice), "slice " + slice);
            if (ring.covers(slice))
                assertEquals(Bytes.of(Site.WORK.keys.keyFor(slice)), Bytes.of(ring.keyFor(slice)));
        }
    }

    @Test
    void anotherHolderReadsNothing() {
        assertDenied(Denied.Kind.WRONG_HOLDER, () -> grant.open(Site.OTHER));
        assertDenied(Denied.Kind.WRONG_HOLDER, check(grant, Site.OTHER.holder(), Site.NOW));
    }

    @Test
    void itIsGoodUntilItsLastSecondAndNotOneLonger() {
        assertEquals(Optional.empty(), check(grant, SELF, UNTIL - 1));
        assertEquals(Optional.empty(), check(grant, SELF, UNTIL));
        assertDenied(Denied.Kind.EXPIRED, check(grant, SELF, UNTIL + 1));
    }

    @Test
    void itMayReachTheLastSliceAndNotOneFurther() {
        Grant whole = Site.WORK.grant(0, 300, UNTIL);
        assertEquals(Optional.empty(), check(whole, SELF, Site.NOW));
        Grant longer =
                new Grant(
                        whole.content(),
                        0,
                        301,
                        SELF,
                        UNTIL,
                        whole.serial(),
                        whole.sealed(),
                        whole.pledges());
        assertDenied(Denied.Kind.OUT_OF_RANGE, check(longer, SELF, Site.NOW));
        assertThrows(IllegalArgumentException.class, () -> Site.WORK.grant(0, 0, UNTIL));
    }

    @Test
    void itIsForOneWork() {
        var other = Samples.manifest();
        assertDenied(Denied.Kind.WRONG_CONTENT, grant.check(other, SELF, Site.NOW, false));
    }

    @Test
    void aRevokedSerialIsNotServed() {
        assertDenied(Denied.Kind.REVOKED, grant.check(Site.WORK.manifest, SELF, Site.NOW, true));
    }

    @Test
    void onlyTheCreatorsSignatureMakesIt() {
        byte[] forged = grant.sign(Site.STRANGER).toByteArray();
        assertDenied(Denied.Kind.BAD_SIGNATURE, () -> Grant.verify(forged, CREATOR));
    }

    @Test
    void rangeSerialAndDateAreBoundToTheSeal() {
        Serial other = Serial.random(Site.RANDOM);
        for (Grant bent :
                new Grant[] {
                    bend(grant.first() + 1, grant.count(), UNTIL, grant.serial()),
                    bend(grant.first(), grant.count() + 1, UNTIL, grant.serial()),
                    bend(grant.first(), grant.count(), UNTIL + 1, grant.serial()),
                    bend(grant.first(), grant.count(), UNTIL, other)
                }) assertDenied(Denied.Kind.WRONG_HOLDER, () -> bent.open(Site.HOLDER));
    }

    private Grant bend(long first, long count, long notAfter, Serial serial) {
        List<SeedPledge> all = List.of(new SeedPledge(9, 0, Bytes.zeros(32)));
        return with(first, count, notAfter, serial, all);
    }

    private Grant with(
            long first, long count, long notAfter, Serial serial, List<SeedPledge> pledges) {
        return new Grant(
                grant.content(), first, count, SELF, notAfter, serial, grant.sealed(), pledges);
    }

    /** T26: what a creator sealed and did not sign for could never convict it. */
    @Test
    void seedsThatTheCreatorDoesNotVouchForAreNotTaken() throws Exception {
        List<SeedPledge> pledges = new ArrayList<>(grant.pledges());
        SeedPledge last = pledges.removeLast();
        pledges.add(new SeedPledge(last.level(), last.index(), Bytes.zeros(32)));
        Grant bent = with(grant.first(), grant.count(), UNTIL, grant.serial(), pledges);
        assertDenied(Denied.Kind.NOT_PROVEN, () -> bent.open(Site.HOLDER));
        for (KeySeed seed : grant.open(Site.HOLDER)) {
            assertTrue(grant.vouchesFor(seed));
            assertFalse(grant.vouchesFor(KeySeed.of(seed.level(), seed.index(), new byte[32])));
        }
    }

    @Test
    void thereIsASeedForEverySliceOrNoGrant() {
        List<SeedPledge> pledges = grant.pledges();
        assertTrue(pledges.size() > 1, "seeds: " + pledges.size());
        for (int gone = 0; gone < pledges.size(); gone++) {
            List<SeedPledge> fewer = new ArrayList<>(pledges);
            fewer.remove(gone);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> with(grant.first(), grant.count(), UNTIL, grant.serial(), fewer));
        }
    }

    @Test
    void noDamagedGrantIsTaken() {
        byte[] signed = grant.sign(Samples.CREATOR).toByteArray();
        for (byte[] damaged : Site.damaged(signed))
            assertThrows(GrantException.class, () -> Grant.verify(damaged, CREATOR));
    }

    @Test
    void theLongestIsReadAndOneByteMoreIsNot() {
        byte[] longer = new byte[Grant.MAX_BYTES + 1];
        assertDenied(Denied.Kind.TOO_LARGE, () -> Grant.verify(longer, CREATOR));
        assertDenied(
                Denied.Kind.MALFORMED,
                () -> Grant.verify(java.util.Arrays.copyOf(longer, Grant.MAX_BYTES), CREATOR));
        byte[] whole = Site.WORK.grant(1, 298, UNTIL).sign(Samples.CREATOR).toByteArray();
        assertTrue(whole.length < Grant.MAX_BYTES / 4, "bytes: " + whole.length);
    }

    @Test
    void aFieldOfALaterVersionIsIgnored() throws Exception {
        UnknownFieldSet later =
                UnknownFieldSet.newBuilder()
                        .addField(
                                99,
                                UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(ByteString.copyFromUtf8("news"))
                                        .build())
                        .build();
        SignedGrant signed = grant.sign(Samples.CREATOR);
        byte[] body =
                dev.sluice.streaming.proto.Grant.parseFrom(signed.getGrant()).toBuilder()
                        .setUnknownFields(later)
                        .build()
                        .toByteArray();
        SignedGrant newer =
                SignedGrant.newBuilder()
                        .setGrant(ByteString.copyFrom(body))
                        .setSignature(Papers.sign(Samples.CREATOR, "sluice/grant/1", body))
                        .setUnknownFields(later)
                        .build();
        assertEquals(grant, Grant.verify(newer.toByteArray(), CREATOR));
    }

    @Test
    void anotherVersionIsRefusedByItsNumber() throws Exception {
        byte[] body =
                dev.sluice.streaming.proto.Grant.parseFrom(grant.sign(Samples.CREATOR).getGrant())
                        .toBuilder()
                        .setVersion(2)
                        .build()
                        .toByteArray();
        SignedGrant signed =
                SignedGrant.newBuilder()
                        .setGrant(ByteString.copyFrom(body))
                        .setSignature(Papers.sign(Samples.CREATOR, "sluice/grant/1", body))
                        .build();
        assertDenied(Denied.Kind.UNKNOWN_VERSION, () -> Grant.verify(signed, CREATOR));
    }
}
