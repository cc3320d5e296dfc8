package dev.sluice.chain.jury;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is believed, at each bound and beside it (T10). */
final class JuryTest {
    private static final long NOW = 1_000_000;
    private static final Bytes32 TRUE_HASH = new Bytes32(0, 0, 0, 1);
    private static final Bytes32 OTHER_HASH = new Bytes32(0, 0, 0, 2);

    private final Jury jury = new Jury(5, Address.parse("c0".repeat(20)), 100, 8);

    @Test
    void anotherChainAndAMissingContractAreLies() {
        Sighting otherChain = new Sighting.Seen(6, true, 10, NOW);
        Sighting noContract = new Sighting.Seen(5, false, 10, NOW);
        List<Verdict> verdicts = judge(otherChain, noContract, at(10));
        assertLiar("serves chain 6, the settings name chain 5", verdicts.get(0));
        assertLiar("no contract at", verdicts.get(1));
        assertTrue(verdicts.get(2).isFit());
    }

    @Test
    void aHeadIsBelievedUpToItsAge() {
        for (int age : List.of(0, 99, 100)) assertTrue(judge(aged(age)).getFirst().isFit());
        assertUnfit("its head 10 is 101 s old, at most 100 s", judge(aged(101)).getFirst());
        Jury tolerant = new Jury(5, Address.ZERO, 0, 8);
        assertTrue(tolerant.judge(List.of(aged(9_999)), new long[1], NOW).getFirst().isFit());
    }

    @Test
    void anEndpointMayBeBehindByTheLimitAndNoMore() {
        for (long head : List.of(100L, 93L, 92L))
            assertTrue(judge(at(100), at(head)).get(1).isFit(), "" + head);
        assertUnfit("its head 91 is 9 blocks behind", judge(at(100), at(91)).get(1));
    }

    @Test
    void ofThreeOneThatRunsAheadIsALiar() {
        for (long head : List.of(107L, 108L))
            assertTrue(judge(at(head), at(100), at(99)).getFirst().isFit(), "" + head);
        List<Verdict> verdicts = judge(at(1_000_000), at(100), at(99));
        assertLiar("it claims block 1000000, most others are at 100", verdicts.getFirst());
        assertTrue(verdicts.get(1).isFit() && verdicts.get(2).isFit());
    }

    @Test
    void aHeadThatGoesBackAloneIsALie() {
        List<Sighting> sightings = List.of(at(50), at(100), at(100));
        List<Verdict> verdicts = jury.judge(sightings, new long[] {100, 99, 99}, NOW);
        assertLiar("its head went back from 100 to 50", verdicts.getFirst());
    }

    /** A deep reorg that all report is the chain's, not the endpoint's. */
    @Test
    void aHeadThatGoesBackEverywhereIsBelieved() {
        List<Sighting> sightings = List.of(at(50), at(50), at(51));
        List<Verdict> verdicts = jury.judge(sightings, new long[] {100, 100, 100}, NOW);
        assertTrue(verdicts.stream().allMatch(Verdict::isFit));
    }

    @Test
    void aSilentEndpointHasNoSay() {
        List<Verdict> verdicts = judge(new Sighting.Silent("mute"), at(10), at(10));
        assertUnfit("mute", verdicts.getFirst());
        assertEquals(Optional.of(10L), height(new Sighting.Silent("mute"), at(10), at(12)));
        assertEquals(Optional.empty(), height(new Sighting.Silent("mute"), at(10)));
    }

    @Test
    void aStrictMajorityConvictsOtherHashes() {
        List<Verdict> verdicts = compare(TRUE_HASH, OTHER_HASH, TRUE_HASH);
        assertLiar("its block 7 is " + OTHER_HASH, verdicts.get(1));
        assertTrue(verdicts.get(0).isFit() && verdicts.get(2).isFit());
    }

    @Test
    void withoutAMajorityNobodyIsConvicted() {
        for (List<Verdict> verdicts :
                List.of(
                        compare(TRUE_HASH, OTHER_HASH),
                        compare(TRUE_HASH, OTHER_HASH, TRUE_HASH, OTHER_HASH)))
            assertTrue(verdicts.stream().allMatch(Verdict::isFit));
    }

    @Test
    void whoSaysNoHashKeepsItsVerdict() {
        List<Verdict> fit = List.of(Verdict.fit(), Verdict.fit(), Verdict.fit());
        List<Optional<Bytes32>> hashes =
                List.of(Optional.empty(), Optional.of(TRUE_HASH), Optional.of(TRUE_HASH));
        assertTrue(Jury.compare(fit, hashes, 7).stream().allMatch(Verdict::isFit));
    }

    private List<Verdict> judge(Sighting... sightings) {
        return jury.judge(List.of(sightings), new long[sightings.length], NOW);
    }

    private Optional<Long> height(Sighting... sightings) {
        return Jury.commonHeight(List.of(sightings), judge(sightings));
    }

    private static List<Verdict> compare(Bytes32... hashes) {
        List<Verdict> fit = new ArrayList<>();
        List<Optional<Bytes32>> said = new ArrayList<>();
        for (Bytes32 hash : hashes) {
            fit.add(Verdict.fit());
            said.add(Optional.of(hash));
        }
        return Jury.compare(fit, said, 7);
    }

    private static Sighting at(long number) {
        return new Sighting.Seen(5, true, number, NOW);
    }

    private static Sighting aged(long seconds) {
        return new Sighting.Seen(5, true, 10, NOW - seconds);
    }

    private static void assertLiar(String why, Verdict verdict) {
        assertInstanceOf(Verdict.Liar.class, verdict);
        assertTrue(verdict.why().contains(why), verdict.why());
    }

    private static void assertUnfit(String why, Verdict verdict) {
        assertInstanceOf(Verdict.Unfit.class, verdict);
        assertTrue(verdict.why().contains(why), verdict.why());
    }
}
