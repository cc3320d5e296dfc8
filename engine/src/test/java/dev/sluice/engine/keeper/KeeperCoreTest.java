package dev.sluice.engine.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.Samples;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.LedgerEvent;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a voucher becomes a claim, at the bounds of every rule. */
final class KeeperCoreTest {
    private final Rig rig = new Rig();

    @Test
    void aVoucherIsClaimedAtTheValueThresholdAndNotBelow() {
        rig.ready(1, 999, 0);
        assertTrue(rig.claims.isEmpty(), "one below");
        rig.raise(1, 1_000);
        assertEquals(Amount.of(1_000), rig.batch(1L).getFirst().voucher().cumulative());
        Rig above = new Rig();
        above.ready(1, 1_001, 0);
        assertEquals(1, above.claims.size(), "one above");
    }

    @Test
    void onlyWhatIsUnclaimedCountsForTheThreshold() {
        rig.ready(1, 5_999, 5_000);
        assertTrue(rig.claims.isEmpty());
        rig.raise(1, 6_000);
        assertEquals(1, rig.claims.size());
    }

    @Test
    void theOldestUnclaimedVoucherDecidesByAge() {
        rig.ready(1, 1, 0);
        for (int at = 400; at <= 9_600; at += 400) { // never idle for 500 s
            rig.tickAt(Rig.START + at);
            rig.raise(1, 1 + at / 400);
        }
        rig.tickAt(Rig.START + 9_999);
        assertTrue(rig.claims.isEmpty());
        rig.tickAt(Rig.START + 10_000);
        assertEquals(1, rig.claims.size());
    }

    @Test
    void aChannelThatIsIdleIsClaimedAtItsTimeAndNotBefore() {
        rig.ready(1, 10, 0);
        rig.tickAt(Rig.START + 499);
        assertTrue(rig.claims.isEmpty());
        rig.tickAt(Rig.START + 500);
        assertEquals(1, rig.claims.size());
    }

    @Test
    void aHigherVoucherStartsIdleTimeAnew() {
        rig.ready(1, 10, 0);
        rig.tickAt(Rig.START + 499);
        rig.raise(1, 11);
        rig.tickAt(Rig.START + 998);
        assertTrue(rig.claims.isEmpty());
        rig.tickAt(Rig.START + 999);
        assertEquals(1, rig.claims.size());
    }

    @Test
    void aLowerVoucherChangesNothing() {
        rig.ready(1, 900, 0);
        rig.raise(1, 800);
        rig.tickAt(Rig.START + 500);
        assertEquals(Amount.of(900), rig.batch(1L).getFirst().voucher().cumulative(), "I6");
    }

    @Test
    void anExitMakesEveryAmountDueAtOnce() {
        rig.ready(1, 10, 9);
        rig.exit(1, rig.now + Samples.EXIT_DELAY);
        assertEquals(1, rig.claims.size(), "T4");
        assertEquals(1, rig.notes(KeeperNote.ExitUnderWay.class).size());
    }

    @Test
    void anExitThatBeganWhileTheKeeperSleptIsFoundByTheFirstRead() {
        rig.hold(1, 10);
        ChannelOnChain exiting = Rig.state(0, rig.now + 1);
        rig.answer(Rig.id(1), exiting, exiting);
        assertEquals(1, rig.claims.size(), "T4: asleep during the exit");
    }

    @Test
    void anExitThatWasMissedIsFoundByRereadingWithinAQuarterOfItsDelay() {
        rig.ready(1, 10, 0);
        rig.tickAt(Rig.START + 500);
        rig.included(1);
        rig.open(1, 10);
        rig.raise(1, 11);
        rig.reads.clear();
        rig.tickAt(rig.now + 300);
        rig.tickAt(rig.now + Samples.EXIT_DELAY / 4);
        assertTrue(rig.reads.contains(Rig.id(1)));
    }

    @Test
    void nothingIsClaimedBeforeTheChainWasRead() {
        rig.hold(1, 5_000);
        assertTrue(rig.claims.isEmpty());
        assertEquals(List.of(Rig.id(1)), rig.reads);
    }

    @Test
    void aClaimMustBringWhatItCosts() {
        Rig costly = costly(2_000);
        costly.ready(1, 103_999_999L / 1_000, 0);
        assertTrue(costly.claims.isEmpty(), "52,000 gas at 2 are 104,000");
        assertEquals(1, costly.notes(KeeperNote.TooDear.class).size());
        costly.raise(1, 104_000);
        assertEquals(1, costly.claims.size());
    }

    /** One unit of gas costs {@code milliUnits} thousandths of a base unit. */
    private static Rig costly(long milliUnits) {
        Rig rig =
                new Rig(
                        KeeperSettings.DEFAULT.withPolicy(
                                Rig.POLICY.withCoin(
                                        new TokenPolicy(
                                                Amount.of(1_000),
                                                Amount.of(1_000_000_000_000_000L)))));
        rig.on(new KeeperEvent.GasPrice(milliUnits));
        return rig;
    }

    @Test
    void anExitSharesATransactionThatPaysAndDoesNotForceOneThatDoesNot() {
        Rig costly = costly(1_000);
        costly.ready(1, 20_000, 0);
        costly.exit(1, costly.now + 1_000);
        assertTrue(costly.claims.isEmpty(), "alone it would cost 52,000");
        costly.ready(2, 60_000, 0);
        costly.tickAt(costly.now + 60);
        assertEquals(List.of(Samples.bytes32(2)), costly.salts(1), "this one pays at once");
        costly.included(1);
        costly.open(2, 60_000);
        costly.on(new KeeperEvent.GasPrice(300));
        costly.tickAt(costly.now + 60);
        assertEquals(List.of(Samples.bytes32(1)), costly.salts(2), "gas is cheap again");
    }

    @Test
    void nearItsEndAnExitThatIsTooDearIsLookedAtEveryFewSeconds() {
        Rig costly = costly(1_000);
        costly.ready(1, 20_000, 0);
        costly.exit(1, costly.now + 3_600);
        costly.on(new KeeperEvent.GasPrice(1));
        costly.tickAt(costly.now + 1);
        assertTrue(costly.claims.isEmpty());
        costly.tickAt(costly.now + 1);
        assertEquals(1, costly.claims.size(), "2 s within the margin, a minute outside");
    }

    @Test
    void tokensHaveTheirOwnThresholdAndTransaction() {
        rig.ready(1, 5_000, 0);
        var token = Rig.channel(2, Samples.TOKEN);
        rig.hold(token, 5_000);
        ChannelOnChain open = Rig.state(0, ChannelOnChain.OPEN);
        rig.answer(Samples.id(token), open, open);
        assertEquals(1, rig.claims.size(), "a token that is not listed waits for age or idle time");
        rig.tickAt(Rig.START + 500);
        assertEquals(2, rig.claims.size(), "and then does not wait for the coin's batch");
    }

    @Test
    void aTokenIsWeighedByItsOwnRate() {
        TokenPolicy cents = new TokenPolicy(Amount.of(10), Amount.of(3_000_000_000L));
        Amount cost = GasCosts.price(52_000, 20_000_000_000L, cents);
        assertEquals(Amount.of(3_120_000), cost);
        assertEquals(Amount.of(1), GasCosts.price(1, 1, cents), "rounded up");
        Amount all = GasCosts.price(1, 1, new TokenPolicy(Amount.of(1), Amount.ZERO));
        assertEquals(Amount.ZERO, all);
    }

    @Test
    void oneBatchAtATimeWithExitsFirst() {
        rig.ready(9, 1_000, 0);
        for (int salt = 1; salt <= 150; salt++) if (salt != 9) rig.ready(salt, 1_000, 0);
        assertEquals(1, rig.claims.size());
        rig.exit(77, rig.now + 5_000);
        rig.exit(33, rig.now + 4_000);
        rig.included(1);
        assertEquals(100, rig.batch(2L).size());
        assertEquals(Samples.bytes32(33), rig.salts(2).get(0));
        assertEquals(Samples.bytes32(77), rig.salts(2).get(1));
        rig.included(2);
        rig.tickAt(rig.now + 5);
        assertEquals(49, rig.batch(3L).size());
    }

    @Test
    void whatWasIncludedIsNotClaimedAgain() {
        rig.ready(1, 1_000, 0);
        rig.happened(
                new LedgerEvent.Claimed(Rig.BLOCK, Rig.id(1), Amount.of(1_000), Amount.of(1_000)));
        rig.included(1);
        rig.tickAt(rig.now + 20_000);
        assertEquals(1, rig.claims.size());
        assertEquals(
                List.of(new KeeperNote.Claimed(Rig.id(1), Amount.of(1_000))),
                rig.notes(KeeperNote.Claimed.class));
    }

    @Test
    void aRowThatWasSkippedIsSaidAndTriedAloneAndBlocksNobody() {
        rig.ready(1, 1_000, 0);
        rig.ready(2, 1_000, 0);
        rig.included(1);
        for (int i = 0; i < 3; i++) {
            rig.open(1, 0);
            rig.tickAt(rig.now + 2);
        }
        assertEquals(1, rig.notes(KeeperNote.Skipped.class).size(), "T8");
        assertEquals(List.of(Samples.bytes32(2)), rig.salts(2));
        rig.ready(3, 1_000, 0);
        rig.open(1, 0);
        rig.included(2);
        rig.open(2, 1_000);
        assertEquals(List.of(Samples.bytes32(3)), rig.salts(3), "what never failed comes first");
        rig.included(3);
        rig.open(3, 1_000);
        assertEquals(List.of(Samples.bytes32(1)), rig.salts(4), "alone");
        assertEquals(4, rig.claims.size());
    }

    @Test
    void whatIsReadTogetherIsClaimedTogether() {
        for (int salt = 1; salt <= 3; salt++) rig.hold(salt, 1_000);
        rig.open(1, 0);
        rig.open(2, 0);
        assertTrue(rig.claims.isEmpty());
        rig.open(3, 0);
        assertEquals(3, rig.batch(1).size());
    }

    @Test
    void aBatchWaitsFiveSecondsForReadsAndNoLonger() {
        rig.hold(1, 1_000);
        rig.hold(2, 1_000);
        rig.open(1, 0);
        rig.tickAt(rig.now + 4);
        assertTrue(rig.claims.isEmpty());
        rig.tickAt(rig.now + 1);
        assertEquals(1, rig.claims.size());
    }

    @Test
    void anExitWaitsForNoRead() {
        rig.hold(1, 10);
        rig.hold(2, 10);
        ChannelOnChain exiting = Rig.state(0, rig.now + 100);
        rig.answer(Rig.id(1), exiting, exiting);
        assertEquals(1, rig.claims.size());
    }

    @Test
    void aRowThatFailsAgainAndAgainHoldsUpNobody() {
        rig.ready(1, 1_000, 0);
        rig.refused(1);
        rig.tickAt(rig.now + 2);
        rig.open(1, 0);
        assertEquals(List.of(Samples.bytes32(1)), rig.salts(2));
        rig.refused(2);
        rig.ready(2, 1_000, 0);
        assertEquals(List.of(Samples.bytes32(2)), rig.salts(3), "at once (T8)");
    }

    @Test
    void anEndpointThatLagsDoesNotMakeAClaimTwice() {
        rig.ready(1, 1_000, 0);
        rig.included(1);
        rig.open(1, 0);
        rig.tickAt(rig.now + 2);
        rig.open(1, 1_000);
        rig.tickAt(rig.now + 20_000);
        assertEquals(1, rig.claims.size(), "T10");
        assertTrue(rig.notes(KeeperNote.Skipped.class).isEmpty());
    }

    @Test
    void aRefusedBatchIsHalvedUntilTheBadRowStandsAlone() {
        rig.ready(100, 1_000, 0);
        for (int salt = 1; salt <= 8; salt++) rig.ready(salt, 1_000, 0);
        rig.included(1);
        rig.open(100, 1_000);
        int settled = 0;
        for (long batch = 2; rig.claims.containsKey(batch); batch++) {
            boolean bad = rig.salts(batch).contains(Samples.bytes32(5));
            if (bad) rig.refused(batch);
            else {
                settled += rig.salts(batch).size();
                rig.included(batch);
            }
            boolean alone = bad && rig.salts(batch).size() == 1;
            if (alone && settled == 7) break;
            for (int step = 0; step < 20 && !rig.claims.containsKey(batch + 1); step++) {
                rig.tickAt(rig.now + 2);
                for (var id : List.copyOf(rig.reads)) rig.answer(id, open(batch, id), open(0, id));
            }
        }
        assertEquals(7, settled, "T8: " + rig.claims);
    }

    /** What a contract would say that took every batch so far without row 5. */
    private ChannelOnChain open(long upTo, dev.sluice.payments.channel.ChannelId id) {
        boolean taken =
                rig.claims.entrySet().stream()
                        .filter(
                                e ->
                                        e.getKey() <= upTo
                                                && !rig.salts(e.getKey())
                                                        .contains(Samples.bytes32(5)))
                        .anyMatch(
                                e ->
                                        e.getValue().stream()
                                                .anyMatch(c -> c.voucher().channel().equals(id)));
        return Rig.state(taken ? 1_000 : 0, ChannelOnChain.OPEN);
    }

    @Test
    void aLedgerThatDoesNotAnswerIsWaitedForLongerAndLonger() {
        rig.ready(1, 1_000, 0);
        long wait = 0;
        for (long batch = 1; batch <= 4; batch++) {
            rig.on(new KeeperEvent.BatchFailed(batch, false, "no answer"));
            long before = rig.now;
            while (rig.claims.size() == batch) {
                rig.tickAt(rig.now + 1);
                if (!rig.reads.isEmpty()) rig.open(1, 0);
            }
            assertTrue(rig.now - before > wait, "waits " + (rig.now - before));
            wait = rig.now - before;
        }
        assertEquals(1, rig.notes(KeeperNote.LedgerTrouble.class).size(), "said once");
    }

    @Test
    void readsThatFailAreRepeatedAndNothingElseIsAsked() {
        rig.hold(1, 1_000);
        rig.reads.clear();
        rig.on(new KeeperEvent.ReadFailed(Rig.id(1), "no answer"));
        assertTrue(rig.reads.isEmpty());
        rig.tickAt(rig.now + 2);
        assertEquals(List.of(Rig.id(1)), rig.reads);
        rig.open(1, 0);
        assertEquals(1, rig.claims.size());
    }

    @Test
    void aReorgThatTakesAClaimBackMakesItDueAgain() {
        rig.ready(1, 1_000, 0);
        rig.included(1);
        rig.answer(
                Rig.id(1),
                Rig.state(1_000, ChannelOnChain.OPEN),
                Rig.state(0, ChannelOnChain.OPEN));
        rig.reads.clear();
        rig.happened(new LedgerEvent.Reorg(Rig.BLOCK));
        assertEquals(List.of(Rig.id(1)), rig.reads, "it is not final, so it is read");
        rig.open(1, 0);
        assertEquals(1, rig.notes(KeeperNote.TakenBack.class).size());
        rig.tickAt(rig.now + 2);
        assertEquals(2, rig.claims.size());
    }

    @Test
    void aReorgDoesNotTouchWhatIsFinal() {
        rig.ready(1, 1_000, 1_000);
        rig.reads.clear();
        rig.happened(new LedgerEvent.Reorg(Rig.BLOCK));
        assertTrue(rig.reads.isEmpty());
    }

    @Test
    void anAnswerThatWasOvertakenByAnEventIsAskedForAgain() {
        rig.hold(1, 1_000);
        rig.happened(new LedgerEvent.ExitStarted(Rig.BLOCK, Rig.id(1), rig.now + 9));
        rig.open(1, 0);
        assertTrue(rig.claims.isEmpty());
        assertEquals(List.of(Rig.id(1)), rig.reads);
    }

    @Test
    void aVoucherIsForgottenOnlyWhenItsChannelIsClosedForGood() {
        rig.ready(1, 1_000, 1_000);
        ChannelOnChain closed =
                new ChannelOnChain(Amount.of(1_000), Amount.of(1_000), ChannelOnChain.CLOSED);
        rig.happened(new LedgerEvent.Closed(Rig.BLOCK, Rig.id(1), Amount.ZERO));
        rig.answer(Rig.id(1), closed, Rig.state(1_000, ChannelOnChain.OPEN));
        assertTrue(rig.forgotten.isEmpty(), "not final yet");
        rig.answer(Rig.id(1), closed, closed);
        assertEquals(List.of(Rig.id(1)), rig.forgotten);
        assertEquals(0, rig.core.channels());
    }

    @Test
    void theHighestVoucherOfAnOpenChannelIsKeptThoughItsClaimIsFinal() {
        rig.ready(1, 1_000, 1_000);
        for (int i = 1; i < 10; i++) {
            rig.tickAt(rig.now + Samples.EXIT_DELAY);
            rig.open(1, 1_000);
        }
        assertTrue(rig.forgotten.isEmpty());
        assertEquals(1, rig.core.channels());
    }

    @Test
    void moneyThatIsLostIsSaid() {
        rig.hold(1, 1_000);
        ChannelOnChain closed =
                new ChannelOnChain(Amount.of(400), Amount.of(400), ChannelOnChain.CLOSED);
        rig.answer(Rig.id(1), closed, closed);
        assertEquals(
                List.of(new KeeperNote.Lost(Rig.id(1), Amount.of(600))),
                rig.notes(KeeperNote.Lost.class));
    }

    @Test
    void aVoucherAboveTheReserveIsNotSent() {
        rig.ready(1, Rig.RESERVE + 1, 0);
        assertTrue(rig.claims.isEmpty());
        assertEquals(1, rig.notes(KeeperNote.AboveReserve.class).size(), "T9");
        rig.happened(new LedgerEvent.ToppedUp(Rig.BLOCK, Rig.id(1), Amount.of(Rig.RESERVE + 1)));
        assertEquals(1, rig.claims.size());
    }

    @Test
    void whoeverWaitsForAClaimIsToldThatItIsAboveTheReserveOnlyAfterAnotherLook_T9() {
        rig.ready(1, Rig.RESERVE + 1, 0);
        rig.notes.clear();
        rig.on(new KeeperEvent.SettleNow(Rig.id(1)));
        assertEquals(List.of(Rig.id(1)), rig.reads);
        assertTrue(rig.notes.isEmpty(), "a reorg may have brought the channel back");
        rig.open(1, 0);
        assertEquals(1, rig.notes(KeeperNote.AboveReserve.class).size(), "it did not");
        rig.on(new KeeperEvent.SettleNow(Rig.id(1)));
        ChannelOnChain back =
                new ChannelOnChain(Amount.of(Rig.RESERVE + 1), Amount.ZERO, ChannelOnChain.OPEN);
        rig.answer(Rig.id(1), back, back);
        assertEquals(1, rig.claims.size(), "it did");
    }

    @Test
    void claimingAllClaimsWhatPaysAndSaysWhatIsLeft() {
        Rig costly = costly(1_000);
        costly.ready(1, 60_000, 0);
        costly.included(1);
        costly.open(1, 60_000);
        costly.ready(2, 40_000, 0);
        costly.ready(3, 40_000, 0);
        costly.ready(4, 18_999, 0);
        costly.on(new KeeperEvent.ClaimAll());
        assertEquals(2, costly.batch(2L).size(), "80,000 pay for 71,000; 18,999 do not for 19,000");
        costly.included(2);
        costly.open(2, 40_000);
        assertTrue(costly.notes(KeeperNote.Swept.class).isEmpty());
        costly.open(3, 40_000);
        KeeperNote.Swept swept = costly.notes(KeeperNote.Swept.class).getFirst();
        assertEquals(2, swept.claimed());
        assertEquals(1, swept.left());
        assertTrue(swept.why().contains("18999"), swept.why());
    }

    @Test
    void claimingAllEndsWhenTheLedgerDoesNotAnswer() {
        rig.ready(1, 10, 0);
        rig.hold(2, 10);
        rig.on(new KeeperEvent.ClaimAll());
        rig.tickAt(rig.now + 5);
        rig.on(new KeeperEvent.BatchFailed(1, false, "no answer"));
        assertEquals(
                List.of(new KeeperNote.Swept(0, 2, "no answer")),
                rig.notes(KeeperNote.Swept.class));
    }

    @Test
    void claimingAllOfNothingEndsAtOnce() {
        rig.on(new KeeperEvent.ClaimAll());
        assertEquals(List.of(new KeeperNote.Swept(0, 0, "")), rig.notes);
    }

    @Test
    void aReleaseIsClaimedForWhateverItCosts() {
        Rig costly = costly(1_000_000);
        costly.ready(1, 5, 0);
        costly.on(new KeeperEvent.SettleNow(Rig.id(1)));
        assertEquals(1, costly.claims.size());
        costly.included(1);
        costly.open(1, 5);
        assertEquals(
                List.of(new KeeperNote.Claimed(Rig.id(1), Amount.of(5))),
                costly.notes(KeeperNote.Claimed.class));
    }

    @Test
    void aReleaseOfWhatIsPaidIsAnsweredAtOnce() {
        rig.ready(1, 5, 5);
        rig.on(new KeeperEvent.SettleNow(Rig.id(1)));
        assertEquals(
                List.of(new KeeperNote.Claimed(Rig.id(1), Amount.of(5))),
                rig.notes(KeeperNote.Claimed.class));
        assertTrue(rig.claims.isEmpty());
    }

    @Test
    void aClockThatFallsBackDelaysNothing() {
        rig.ready(1, 10, 0);
        rig.tickAt(Rig.START - 1_000_000 + 400_000);
        rig.open(1, 0);
        rig.tickAt(Rig.START - 1_000_000 + 400_500);
        assertFalse(rig.claims.isEmpty());
    }

    @Test
    void aClockThatFallsBackByAMinuteDelaysNothing() {
        rig.ready(1, 10, 0);
        rig.tickAt(Rig.START - 60);
        rig.open(1, 0);
        rig.tickAt(Rig.START - 60 + 500);
        assertFalse(rig.claims.isEmpty(), "it would stand still while an exit ends");
    }

    @Test
    void aBatchHasTheRowsOfTheSettingsAndNoMore() {
        Rig small =
                new Rig(
                        KeeperSettings.DEFAULT
                                .withPolicy(Rig.POLICY)
                                .withPace(Pace.DEFAULT.withBatches(3, 2)));
        IntStream.rangeClosed(1, 9).forEach(salt -> small.hold(salt, 1_000));
        IntStream.rangeClosed(1, 9).forEach(salt -> small.open(salt, 0));
        assertEquals(2, small.claims.size(), "two under way, by the settings");
        small.included(1);
        assertEquals(3, small.batch(3L).size());
        assertEquals(Address.ZERO, small.batch(3L).getFirst().parameters().token());
    }
}
