package dev.sluice.engine.sim.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The checker at the bound, and one beyond it. A slice's fee is 25 and its key costs 75. */
final class CheckerTest {
    private static final int SLICE = 64 << 10;
    private static final int BYTES = 0;
    private static final int KEYS = 1;

    private static Checker checker() {
        Checker checker = new Checker(new Prices(1_600, 2_500, 10L * SLICE, SLICE, 0));
        checker.channel(5, 1, false);
        checker.channel(5, 0, true);
        checker.onChain(BYTES, 1_000, 0, false);
        checker.onChain(KEYS, 1_000, 0, false);
        return checker;
    }

    private static void holds(Consumer<Checker> story) {
        Checker checker = checker();
        story.accept(checker);
        assertNull(checker.violation());
    }

    private static void breaks(Invariant invariant, Consumer<Checker> story) {
        Checker checker = checker();
        story.accept(checker);
        Violation violation = checker.violation();
        assertNotNull(violation);
        assertEquals(invariant, violation.invariant());
    }

    private static void pay(Checker checker, int channel, long amount) {
        checker.durable(channel, amount);
    }

    @Test
    void oneSliceIsServedOnCreditAndNoSecond() {
        holds(c -> c.served(BYTES, 0));
        breaks(
                Invariant.I2,
                c -> {
                    c.served(BYTES, 0);
                    c.served(BYTES, 1);
                });
    }

    @Test
    void theWindowIsHalfOfWhatWasPaid() {
        Consumer<Checker> twoAhead =
                c -> {
                    for (int i = 0; i < 6; i++) {
                        pay(c, BYTES, 25L * i);
                        c.served(BYTES, i);
                    }
                };
        holds(twoAhead);
        breaks(
                Invariant.I2,
                twoAhead.andThen(
                        c -> {
                            c.served(BYTES, 6);
                            c.served(BYTES, 7);
                        }));
    }

    @Test
    void anAnswerWaitsForTheDisk() {
        holds(
                c -> {
                    pay(c, BYTES, 10);
                    c.acknowledged(BYTES, 10);
                });
        breaks(
                Invariant.I1,
                c -> {
                    pay(c, BYTES, 10);
                    c.acknowledged(BYTES, 11);
                });
    }

    @Test
    void keysAreReleasedForWhatIsPaid() {
        holds(
                c -> {
                    pay(c, KEYS, 150);
                    c.keysReleased(KEYS, 0, 2);
                    c.keysReleased(KEYS, 0, 2);
                });
        breaks(
                Invariant.I8,
                c -> {
                    pay(c, KEYS, 149);
                    c.keysReleased(KEYS, 0, 2);
                });
    }

    @Test
    void acceptedStaysInTheReserve() {
        holds(c -> pay(c, BYTES, 1_000));
        breaks(Invariant.I5, c -> pay(c, BYTES, 1_001));
    }

    @Test
    void aDeepReorgIsForgivenAndAShallowOneIsNot() {
        holds(
                c -> {
                    c.head(9);
                    pay(c, BYTES, 100);
                    c.head(6);
                    c.reorged(BYTES, 0, 0, 2, 0);
                });
        holds(
                c -> {
                    pay(c, BYTES, 100);
                    c.reorged(BYTES, 0, 0, 0, 100);
                });
        breaks(
                Invariant.I5,
                c -> {
                    pay(c, BYTES, 100);
                    c.reorged(BYTES, 0, 0, 0, 99);
                });
        breaks(
                Invariant.I5,
                c -> {
                    c.head(9);
                    pay(c, BYTES, 100);
                    c.head(7);
                    c.reorged(BYTES, 0, 0, 2, 99);
                });
    }

    @Test
    void twoReorgsTogetherCanBeDeeperThanAPayeeTrusts() {
        holds(
                c -> {
                    c.head(9);
                    pay(c, BYTES, 100);
                    c.head(6);
                    c.reorged(BYTES, 1_000, 0, 3, 0);
                    c.head(7);
                    c.head(5);
                    c.reorged(BYTES, 0, 0, 3, 0);
                });
    }

    @Test
    void signedIsPromisedBefore() {
        holds(
                c -> {
                    c.promised(KEYS, 75);
                    c.signed(KEYS, 75);
                });
        breaks(
                Invariant.PROMISE,
                c -> {
                    c.promised(KEYS, 74);
                    c.signed(KEYS, 75);
                });
    }

    @Test
    void oneKeyIsPaidAheadAndNoSecond() {
        breaks(
                Invariant.I3,
                c -> {
                    c.promised(KEYS, 150);
                    c.signed(KEYS, 76);
                });
        holds(
                c -> {
                    c.promised(KEYS, 150);
                    c.signed(KEYS, 75);
                    c.received(KEYS, 0);
                    c.signed(KEYS, 150);
                });
    }

    @Test
    void aLossIsNotForgottenWithTheSession() {
        breaks(
                Invariant.I3,
                c -> {
                    c.promised(KEYS, 150);
                    c.signed(KEYS, 75);
                    c.sessionStarted(KEYS, 75);
                    c.signed(KEYS, 150);
                });
    }

    /** One slice on credit, one paid for and never received, and then no more (I3). */
    @Test
    void aPayeeIsOfUseUntilAWindowIsLostToIt() {
        Checker c = checker();
        c.promised(BYTES, 1_000);
        c.sessionStarted(BYTES, 0);
        assertTrue(c.mayRiskMore(BYTES));
        c.served(BYTES, 0);
        assertTrue(c.mayRiskMore(BYTES), "what was lost can be paid for");
        c.signed(BYTES, 25);
        pay(c, BYTES, 25);
        assertTrue(c.mayRiskMore(BYTES), "its credit is whole again");
        c.served(BYTES, 1);
        assertFalse(c.mayRiskMore(BYTES));
        c.received(BYTES, 1);
        c.signed(BYTES, 50);
        assertTrue(c.mayRiskMore(BYTES), "that one came");
        assertNull(c.violation());
    }

    @Test
    void whatAPayerForgotInACrashIsLostToIt() {
        Checker c = checker();
        c.promised(BYTES, 1_000);
        c.sessionStarted(BYTES, 0);
        c.served(BYTES, 0);
        c.received(BYTES, 0);
        c.signed(BYTES, 25); // and the voucher is lost with the connection
        c.sessionStarted(BYTES, 0);
        c.signed(BYTES, 25);
        pay(c, BYTES, 25);
        c.served(BYTES, 1);
        assertFalse(c.mayRiskMore(BYTES));
        assertNull(c.violation());
    }

    /** What is paid widens the window: 84 + 42 reach for a fifth slice, 83 + 41 do not. */
    @Test
    void aPayerMayStillRiskWhatTheNextSliceNeeds_I3_I9() {
        Checker c = checker();
        c.promised(BYTES, 1_000);
        c.sessionStarted(BYTES, 0);
        c.served(BYTES, 0);
        for (int slice = 1; slice <= 3; slice++) {
            c.signed(BYTES, 25L * slice);
            pay(c, BYTES, 25L * slice);
            c.served(BYTES, slice);
            if (slice < 3) c.received(BYTES, slice);
        }
        assertTrue(c.mayRiskMore(BYTES), "25 are lost, and 9 more would do");
        c.signed(BYTES, 84);
        pay(c, BYTES, 84);
        c.served(BYTES, 4);
        assertTrue(c.mayRiskMore(BYTES), "34 are lost, and 16 more are 50 of the 50 they open");
        c.signed(BYTES, 100);
        pay(c, BYTES, 100);
        c.served(BYTES, 5);
        assertFalse(c.mayRiskMore(BYTES), "50 are lost, and 17 more would be 67 of 58");
        assertNull(c.violation());
    }

    @Test
    void claimsDoNotGoBackUnlessTheChainDoes() {
        breaks(
                Invariant.I6,
                c -> {
                    c.onChain(BYTES, 1_000, 10, false);
                    c.onChain(BYTES, 1_000, 9, false);
                });
        holds(
                c -> {
                    c.onChain(BYTES, 1_000, 10, false);
                    c.reorged(BYTES, 1_000, 0, 0, 0);
                    c.onChain(BYTES, 1_000, 0, false);
                });
    }

    @Test
    void moneyIsNeitherMadeNorLost() {
        holds(c -> c.conservation(5_000, 2_000, 1_000, 0, 0));
        breaks(Invariant.I4, c -> c.conservation(5_000, 2_000, 1_001, 0, 0));
        breaks(Invariant.I4, c -> c.conservation(5_000, 2_000, 999, 1, 0));
    }

    @Test
    void whoCouldNotWriteIsSilentUntilItStartsAgain() {
        breaks(
                Invariant.I10,
                c -> {
                    c.writeFailed(1);
                    c.spoke(1);
                });
        holds(
                c -> {
                    c.writeFailed(1);
                    c.started(1);
                    c.spoke(1);
                });
    }

    @Test
    void whatWasAcknowledgedIsClaimedAtTheEnd() {
        Consumer<Checker> paid =
                c -> {
                    pay(c, BYTES, 100);
                    c.acknowledged(BYTES, 100);
                };
        holds(
                paid.andThen(
                        c -> {
                            c.onChain(BYTES, 100, 100, true);
                            c.settled(BYTES);
                        }));
        breaks(
                Invariant.I9,
                paid.andThen(
                        c -> {
                            c.onChain(BYTES, 99, 99, true);
                            c.settled(BYTES);
                        }));
        breaks(Invariant.I9, paid.andThen(c -> c.settled(BYTES)));
    }

    @Test
    void aClaimThatAReorgTookBackIsMissedOnlyAfterTheFirstBlocksThatCouldTakeItAgain() {
        for (int bearable = 0; bearable < 4; bearable++) {
            Checker c = checker();
            pay(c, BYTES, 100);
            c.onChain(BYTES, 1_000, 100, false);
            c.reorged(BYTES, 1_000, 0, 0, 0);
            for (int i = 0; i < bearable; i++) c.feesAreBearable();
            c.onChain(BYTES, 1_000, 0, true);
            c.acknowledged(BYTES, 100);
            c.settled(BYTES);
            assertEquals(bearable >= 2, c.violation() != null, bearable + " blocks");
        }
    }

    /** Nothing can tell a payee what its lost disk has signed (world 304395). */
    @Test
    void whatAPayeeAcceptsAfterAReleaseIsMissedUnlessAnOldDiskForgotTheRelease_I9() {
        for (boolean released : new boolean[] {false, true})
            for (boolean known : new boolean[] {false, true}) {
                Checker c = checker();
                if (released) c.released(BYTES);
                c.payeeDiskReplaced(BYTES, 0, known);
                pay(c, BYTES, 100);
                c.acknowledged(BYTES, 100);
                c.onChain(BYTES, 1_000, 0, true);
                c.settled(BYTES);
                boolean excused = released && !known;
                assertEquals(!excused, c.violation() != null, released + " " + known);
            }
    }

    @Test
    void lessThanWasSoldIsNotPlayed() {
        holds(c -> c.delivered(5, 17, 17));
        breaks(Invariant.I7, c -> c.delivered(5, 17, 18));
    }
}
