package dev.sluice.chain.jury;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.chain.jury.Quorum.Vote;
import dev.sluice.payments.money.Bytes32;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a majority says is believed, and nothing else (T10). */
final class QuorumTest {
    private static final Bytes32 BLOCK = new Bytes32(0, 0, 0, 1);
    private static final Bytes32 BRANCH = new Bytes32(0, 0, 0, 2);
    private static final Optional<Vote<String>> SILENT = Optional.empty();

    private final Quorum three = new Quorum(3);

    @Test
    void aStrictMajorityOfAllThatAreConfiguredIsNeeded() {
        assertThrows(IllegalArgumentException.class, () -> new Quorum(0));
        for (int few : List.of(1, 2)) assertFalse(new Quorum(few).decides());
        int[] needed = {0, 1, 1, 2, 3, 3, 4, 4};
        for (int n = 1; n < needed.length; n++)
            assertEquals(needed[n], new Quorum(n).needed(), n + " endpoints");
    }

    @Test
    void oneLiarOfThreeIsOutvotedWhereverItStands() {
        Optional<Vote<String>> truth = vote(BLOCK, "true");
        Optional<Vote<String>> lie = vote(BLOCK, "false");
        assertEquals(truth, three.decide(List.of(lie, truth, truth)));
        assertEquals(truth, three.decide(List.of(truth, lie, truth)));
        assertEquals(truth, three.decide(List.of(truth, truth, lie)));
        assertEquals(truth, three.decide(List.of(truth, SILENT, truth)));
    }

    @Test
    void withOneDeadAndOneThatLiesNothingIsDecided() {
        Optional<Vote<String>> truth = vote(BLOCK, "true");
        assertEquals(SILENT, three.decide(List.of(vote(BLOCK, "false"), truth, SILENT)));
        assertEquals(SILENT, three.decide(List.of(truth, SILENT, SILENT)));
        assertEquals(SILENT, three.decide(List.of()));
    }

    @Test
    void theSameAnswerOfAnotherBranchIsAnotherAnswer() {
        assertEquals(SILENT, three.decide(List.of(vote(BLOCK, "x"), vote(BRANCH, "x"), SILENT)));
    }

    @Test
    void onlyAnotherAnswerOfTheVeryBlockIsALie() {
        Vote<String> decided = new Vote<>(BLOCK, "true");
        assertTrue(Quorum.isLie(decided, vote(BLOCK, "false")));
        assertFalse(Quorum.isLie(decided, vote(BLOCK, "true")));
        assertFalse(Quorum.isLie(decided, vote(BRANCH, "false")));
        assertFalse(Quorum.isLie(decided, SILENT));
    }

    @Test
    void neitherOneThatRunsAheadNorOneThatLagsPicksTheBlockAlone() {
        assertEquals(List.of(100L, 99L), three.heights(List.of(1_000L, 99L, 100L)));
        assertEquals(List.of(100L, 3L), three.heights(List.of(3L, 100L, 100L)));
        assertEquals(List.of(100L), three.heights(List.of(100L, 100L, 100L)));
        assertEquals(List.of(99L), three.heights(List.of(100L, 99L)));
        assertEquals(List.of(), three.heights(List.of(100L)), "one alone decides nothing");
    }

    private static Optional<Vote<String>> vote(Bytes32 block, String answer) {
        return Optional.of(new Vote<>(block, answer));
    }
}
