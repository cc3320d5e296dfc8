package dev.sluice.payments.ledger;

import static dev.sluice.payments.ledger.Bank.TOKEN;
import static dev.sluice.payments.ledger.Bank.claim;
import static dev.sluice.payments.ledger.Bank.done;
import static dev.sluice.payments.ledger.Bank.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.Samples;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.ledger.LedgerEvent.BlockRef;
import dev.sluice.payments.money.Amount;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a reorg takes back on the in-memory chain, and what it leaves (T9, F8). */
final class InMemoryReorgTest {
    private final Bank bank = new Bank();
    private final List<LedgerEvent> seen = new ArrayList<>();

    @Test
    void everyDepthUpToSixtyFourTakesBackThatManyBlocks() {
        ChannelParameters channel = bank.open(1, 900);
        List<BlockRef> blocks = new ArrayList<>();
        bank.payee.subscribe(0, event -> keep(blocks, event));
        bank.chain.mine();
        for (int depth = 1; depth <= 64; depth++) {
            for (int i = 1; i <= depth; i++) {
                done(bank.payer.topUp(TOKEN, Amount.of(1), List.of(request(channel, 1))));
                bank.chain.mine();
            }
            BlockRef fork = blocks.get(blocks.size() - 1 - depth);
            ChannelOnChain atFork = bank.payee.channel(Bank.id(channel), depth);
            bank.chain.reorg(depth);
            assertEquals(fork, blocks.getLast(), "depth " + depth);
            assertEquals(fork.number(), bank.payee.blockNumber());
            assertEquals(atFork, bank.state(channel));
            assertEquals(Amount.of(900), atFork.reserve());
        }
    }

    private static void keep(List<BlockRef> blocks, LedgerEvent event) {
        if (event instanceof LedgerEvent.NewBlock block) blocks.add(block.block());
        if (event instanceof LedgerEvent.Reorg reorg)
            blocks.removeIf(block -> block.number() > reorg.block().number());
    }

    private static final int STEPS = 7;

    /** A step of a channel's life, in a block of its own; the last closes it by an exit. */
    private static void step(Bank bank, ChannelParameters channel, int step) {
        switch (step) {
            case 0 -> bank.open(1, 100);
            case 1 -> done(bank.payer.topUp(TOKEN, Amount.of(5), List.of(request(channel, 5))));
            case 2 -> done(bank.payee.claim(List.of(claim(channel, 40))));
            case 3, 5 -> done(bank.payer.startExit(channel));
            case 4 -> done(bank.payer.cancelExit(channel));
            default -> {
                bank.chain.advance(Bank.DELAY);
                done(bank.payer.finishExit(channel));
            }
        }
        bank.chain.mine();
    }

    /** F8: what the step did is gone, it can be done again, and the books are as they were. */
    @Test
    void everyStepOfAChannelsLifeIsTakenBackAtEveryDepth() {
        for (int depth = 1; depth <= 64; depth++) {
            Bank world = new Bank();
            ChannelParameters channel = Bank.channel(1);
            for (int step = 0; step < STEPS; step++) {
                if (step == STEPS - 1) world.chain.advance(Bank.DELAY);
                ChannelOnChain before = world.state(channel);
                Amount free = world.payer.freeDeposit(Samples.PAYER, TOKEN);
                long mined = world.payee.blockNumber();
                step(world, channel, step);
                ChannelOnChain after = world.state(channel);
                while (world.payee.blockNumber() < mined + depth) world.chain.mine();
                world.chain.reorg(Math.toIntExact(world.payee.blockNumber() - mined));
                assertEquals(before, world.state(channel), "step " + step + ", depth " + depth);
                assertEquals(free, world.payer.freeDeposit(Samples.PAYER, TOKEN));
                step(world, channel, step);
                assertEquals(after, world.state(channel), "step " + step + ", depth " + depth);
            }
        }
    }

    @Test
    void aReleaseIsTakenBackAndHoldsWhenItIsSentAgain() {
        ChannelParameters channel = bank.open(1, 100);
        bank.chain.mine();
        ChannelOnChain open = bank.state(channel);
        for (int i = 0; i < 2; i++) {
            done(bank.payer.release(channel, Amount.ZERO, Bank.release(channel, 0)));
            bank.chain.mine();
            assertTrue(bank.state(channel).isClosed());
            if (i == 0) bank.chain.reorg(1);
            if (i == 0) assertEquals(open, bank.state(channel));
        }
    }

    @Test
    void theBlocksThatFollowHaveOtherHashes() {
        bank.payee.subscribe(0, seen::add);
        bank.chain.mine();
        bank.chain.mine();
        bank.chain.reorg(1);
        bank.chain.mine();
        assertEquals(2, seen.get(1).block().number());
        assertEquals(new LedgerEvent.Reorg(seen.getFirst().block()), seen.get(2));
        assertEquals(2, seen.get(3).block().number());
        assertNotEquals(seen.get(1).block().hash(), seen.get(3).block().hash());
    }

    @Test
    void moneyFromNothingStaysAndMoneyInTheContractComesBack() {
        Amount before = bank.payer.balance(Samples.PAYER, TOKEN);
        bank.chain.mine();
        bank.chain.fund(Samples.PAYER, TOKEN, Amount.of(7));
        done(bank.payer.deposit(TOKEN, Amount.of(5)));
        bank.chain.mine();
        bank.chain.fund(Samples.PAYER, TOKEN, Amount.of(2));
        for (int i = 0; i < 2; i++) {
            bank.chain.reorg(1);
            assertEquals(before.plus(Amount.of(9)), bank.payer.balance(Samples.PAYER, TOKEN));
            assertEquals(Amount.ZERO, bank.payer.freeDeposit(Samples.PAYER, TOKEN));
        }
    }

    @Test
    void aClaimOfADroppedBlockCanBeSentAgain() {
        ChannelParameters channel = bank.open(1, 100);
        bank.chain.mine();
        done(bank.payee.claim(List.of(claim(channel, 40))));
        bank.chain.mine();
        bank.chain.reorg(1);
        assertEquals(Amount.ZERO, bank.state(channel).claimed());
        assertEquals(Amount.ZERO, bank.payee.credit(Bank.PAYEE_KEY.address(), TOKEN));
        done(bank.payee.claim(List.of(claim(channel, 40))));
        assertEquals(Amount.of(40), bank.payee.credit(Bank.PAYEE_KEY.address(), TOKEN));
    }

    @Test
    void whatIsInNoBlockYetGoesToo() {
        bank.chain.mine();
        ChannelParameters channel = bank.open(1, 100);
        bank.payee.subscribe(0, seen::add);
        bank.chain.reorg(1);
        bank.chain.mine();
        assertEquals(InMemoryContract.UNKNOWN, bank.state(channel));
        assertEquals(3, seen.size());
    }

    @Test
    void aLateSubscriberHearsOfTheLastBranchOnly() {
        bank.open(1, 10);
        bank.chain.mine();
        bank.chain.reorg(1);
        bank.open(2, 20);
        bank.chain.mine();
        bank.payee.subscribe(0, seen::add);
        assertEquals(2, seen.size());
        LedgerEvent.Opened opened = (LedgerEvent.Opened) seen.getFirst();
        assertEquals(Amount.of(20), opened.reserve());
    }

    @Test
    void noMoreIsTakenBackThanIsKept() {
        assertThrows(IllegalArgumentException.class, () -> bank.chain.reorg(1));
        for (int i = 0; i < Ledger.MAX_DEPTH + 3; i++) bank.chain.mine();
        assertThrows(IllegalArgumentException.class, () -> bank.chain.reorg(0));
        assertThrows(IllegalArgumentException.class, () -> bank.chain.reorg(Ledger.MAX_DEPTH + 1));
        bank.chain.reorg(Ledger.MAX_DEPTH);
        assertEquals(3, bank.payee.blockNumber());
        assertEquals(0, bank.chain.deepestReorg());
    }

    @Test
    void aBlockIsFinalAtTheDepthOfTheChain() {
        InMemoryChain chain = new InMemoryChain(Samples.DOMAIN, Bank.DELAY, 2);
        Ledger ledger = chain.ledger(Samples.PAYEE);
        for (long expected : List.of(0L, 0L, 0L, 1L, 2L)) {
            assertEquals(expected, ledger.finalBlock());
            chain.mine();
        }
    }
}
