package dev.sluice.engine.grant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.Samples;
import dev.sluice.streaming.content.CipherSuite;
import dev.sluice.streaming.content.ContentCore;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.content.Geometry;
import dev.sluice.streaming.content.HashSuite;
import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.Offer;
import dev.sluice.streaming.content.Terms;
import dev.sluice.streaming.grant.Denied;
import dev.sluice.streaming.grant.Grant;
import dev.sluice.streaming.grant.GrantException;
import dev.sluice.streaming.grant.HeldSeed;
import dev.sluice.streaming.grant.Holder;
import dev.sluice.streaming.grant.HolderKey;
import dev.sluice.streaming.grant.Revocations;
import dev.sluice.streaming.grant.Serial;
import dev.sluice.streaming.text.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a holder has, and what of it is good now. */
final class GrantBoxTest {
    private static final long NOW = 1_800_000_000L;
    private static final int SLICES = 40;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final CreatorKey CREATOR = CreatorKey.fromSeed(filled(32, 2));
    private static final CreatorKey STRANGER = CreatorKey.fromSeed(filled(32, 9));
    private static final HolderKey ANN = HolderKey.of(filled(64, 3));
    private static final HolderKey BEN = HolderKey.of(filled(64, 4));
    private static final Manifest WORK = work(1);
    private static final Manifest OTHER = work(2);

    @TempDir Path home;

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static Manifest work(int root) {
        return new Manifest(
                new ContentCore(
                        new Geometry((long) SLICES * Samples.SLICE, Samples.SLICE),
                        CipherSuite.AES_256_GCM,
                        HashSuite.SHA_256,
                        Bytes.of(filled(32, root)),
                        CREATOR.publicKey()),
                new Offer("A film", "video/mp4", 0, List.of(), Terms.FREE, List.of(), 1));
    }

    private static List<KeySeed> seeds(long first, long count) {
        List<KeySeed> seeds = new ArrayList<>();
        for (long slice = first; slice < first + count; slice++)
            seeds.add(KeySeed.of(0, slice, filled(32, (int) slice)));
        return seeds;
    }

    private static Grant grant(Manifest work, long first, long count, Holder to, long notAfter) {
        return Grant.of(work.id(), first, count, seeds(first, count), to, notAfter, RANDOM);
    }

    private Grant keep(Manifest work, long first, long count) throws Exception {
        return keep(grant(work, first, count, ANN.holder(), NOW));
    }

    private Grant keep(Grant grant) throws Exception {
        return box().keep(grant.sign(CREATOR).toByteArray(), CREATOR.publicKey(), ANN);
    }

    private GrantBox box() {
        return GrantBox.at(home);
    }

    private static Revocations none() {
        return Revocations.none(CREATOR.publicKey());
    }

    private Holding holding(Revocations revoked, long now) throws Exception {
        return box().holding(WORK, ANN, revoked, now);
    }

    private static List<KeySeed> seeds(Holding holding) {
        return holding.seeds().stream().map(HeldSeed::seed).toList();
    }

    @Test
    void whatIsKeptIsListedFoundAndDropped() throws Exception {
        assertEquals(List.of(), box().list());
        Grant one = keep(WORK, 0, 4);
        Grant two = keep(OTHER, 0, 4);
        assertEquals(Set.of(one, two), Set.copyOf(box().list()));
        assertEquals(List.of(one), box().of(WORK.id()));
        assertEquals(Optional.of(two), box().find(two.serial()));
        assertEquals(Optional.empty(), box().find(Serial.of(filled(16, 1))));
        box().drop(one);
        box().drop(one);
        assertEquals(List.of(two), box().list());
    }

    @Test
    void onlyItsHoldersGrantsOfTheCreatorAreKept() {
        Grant bens = grant(WORK, 0, 4, BEN.holder(), NOW);
        assertEquals(
                Denied.Kind.WRONG_HOLDER,
                assertThrows(GrantException.class, () -> keep(bens)).why().kind());
        byte[] forged = grant(WORK, 0, 4, ANN.holder(), NOW).sign(STRANGER).toByteArray();
        assertEquals(
                Denied.Kind.BAD_SIGNATURE,
                assertThrows(
                                GrantException.class,
                                () -> box().keep(forged, CREATOR.publicKey(), ANN))
                        .why()
                        .kind());
        assertFalse(Files.exists(home.resolve("grants")));
    }

    @Test
    void goodGrantsGiveTheirSeedsAndOthersTheReason() throws Exception {
        Grant good = keep(WORK, 0, 4);
        Grant revoked = keep(WORK, 4, 4);
        Grant expired = keep(grant(WORK, 8, 4, ANN.holder(), NOW - 1));
        keep(OTHER, 12, 4);
        Holding holding = holding(none().with(revoked.serial()), NOW);
        assertEquals(seeds(0, 4), seeds(holding));
        assertEquals(good, Grant.verify(holding.seeds().getFirst().grant(), CREATOR.publicKey()));
        assertEquals(2, holding.useless().size());
        for (Holding.Useless useless : holding.useless())
            assertEquals(
                    useless.grant().equals(expired) ? Denied.Kind.EXPIRED : Denied.Kind.REVOKED,
                    useless.why().kind());
        assertEquals(8, holding(none(), NOW).seeds().size(), "no list names it");
        assertEquals(0, holding(none(), NOW + 1).seeds().size(), "a second later all are over");
    }

    @Test
    void seedsOutsideTheWorkAreNotUsed() throws Exception {
        keep(WORK, SLICES - 1, 2);
        Holding holding = holding(none(), NOW);
        assertEquals(List.of(), holding.seeds());
        assertEquals(Denied.Kind.OUT_OF_RANGE, holding.useless().getFirst().why().kind());
    }

    /** T22: a file that rotted is an error and never a shorter list. */
    @Test
    void aDamagedFileIsAnError() throws Exception {
        Grant grant = keep(WORK, 0, 4);
        Path file = home.resolve("grants").resolve(grant.serial().toString());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThrows(GrantException.class, () -> holding(none(), NOW));
    }

    @Test
    void otherGrantsReplaceOneWhenTheyGiveAllOfIt() throws Exception {
        keep(WORK, 0, 4);
        keep(WORK, 6, 4);
        Holding holding = holding(none(), NOW);
        for (long[] range : new long[][] {{0, 4}, {1, 3}, {6, 4}, {9, 1}})
            assertTrue(
                    holding.replaces(grant(WORK, range[0], range[1], ANN.holder(), NOW)),
                    range[0] + "+" + range[1]);
        for (long[] range : new long[][] {{0, 5}, {3, 2}, {4, 2}, {0, 10}, {9, 2}, {5, 2}})
            assertFalse(
                    holding.replaces(grant(WORK, range[0], range[1], ANN.holder(), NOW)),
                    range[0] + "+" + range[1]);
        keep(WORK, 4, 2);
        assertTrue(holding(none(), NOW).replaces(grant(WORK, 0, 10, ANN.holder(), NOW)));
        assertFalse(Holding.NONE.replaces(grant(WORK, 0, 1, ANN.holder(), NOW)));
    }

    /** The highest sequence wins, also against an older one that comes later. */
    @Test
    void theNewestListOfRevokedSerialsIsKept() throws Exception {
        RevocationBox box = RevocationBox.at(home);
        Bytes creator = CREATOR.publicKey();
        assertEquals(none(), box.newest(creator));
        Serial first = Serial.of(filled(16, 1));
        Revocations one = none().with(first);
        Revocations two = one.with(Serial.of(filled(16, 2)));
        assertFalse(box.isRevoked(first));
        assertEquals(OptionalLong.empty(), box.given(creator));
        assertEquals(none(), box.take(none().sign(CREATOR), creator, NOW - 3));
        assertEquals(OptionalLong.of(NOW - 3), box.given(creator), "an empty list is one");
        assertEquals(one, box.take(one.sign(CREATOR), creator, NOW));
        assertEquals(two, box.take(two.sign(CREATOR), creator, NOW));
        assertEquals(two, box.take(two.sign(CREATOR), creator, NOW + 1));
        Denied why =
                assertThrows(GrantException.class, () -> box.take(one.sign(CREATOR), creator, NOW))
                        .why();
        assertEquals(new Denied(Denied.Kind.REPLAYED, "sequence 2 or more", "1"), why);
        assertThrows(GrantException.class, () -> box.take(one.sign(STRANGER), creator, NOW));
        assertEquals(two, RevocationBox.at(home).newest(creator), "after a restart");
        assertEquals(OptionalLong.of(NOW + 1), box.given(creator), "no refused one counts");
        assertEquals(List.of(creator), box.creators());
        Grant grant = keep(WORK, 0, 4);
        assertEquals(Optional.of(creator), box().creatorOf(grant, box.creators()));
        assertEquals(Optional.empty(), box().creatorOf(grant, List.of(STRANGER.publicKey())));
        assertTrue(box.isRevoked(first));
        assertEquals(Revocations.none(STRANGER.publicKey()), box.newest(STRANGER.publicKey()));
    }

    @Test
    void anEndedPurchaseBarsItsChannelForItsSlices() throws Exception {
        EndedPurchases ended = EndedPurchases.at(home);
        assertEquals(Set.of(), ended.channels(WORK.id(), 0, SLICES));
        ended.note(WORK.id(), "0x01", 4, 4);
        ended.note(WORK.id(), "0x01", 4, 4);
        ended.note(WORK.id(), "0x02", 8, 4);
        ended.note(OTHER.id(), "0x03", 0, SLICES);
        assertEquals(Set.of(), ended.channels(WORK.id(), 0, 4));
        assertEquals(Set.of("0x01"), ended.channels(WORK.id(), 0, 5));
        assertEquals(Set.of("0x01"), ended.channels(WORK.id(), 7, 1));
        assertEquals(Set.of("0x02"), ended.channels(WORK.id(), 8, 1));
        assertEquals(Set.of("0x01", "0x02"), ended.channels(WORK.id(), 7, 2));
        assertEquals(Set.of(), ended.channels(WORK.id(), 12, 4));
    }
}
