package dev.sluice.payments.ledger;

import static dev.sluice.payments.ledger.Bank.claim;
import static dev.sluice.payments.ledger.Bank.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.payments.Samples;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.money.Amount;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A channel as it stood some blocks below the head of the in-memory chain (T9). */
final class InMemoryPastTest {
    private static final int DEEPEST = Ledger.MAX_DEPTH;
    private static final ChannelOnChain UNKNOWN = InMemoryContract.UNKNOWN;

    private final Bank bank = new Bank();

    private ChannelOnChain past(ChannelParameters channel, int depth) {
        return bank.payee.channel(Bank.id(channel), depth);
    }

    private static ChannelOnChain open(long reserve, long claimed) {
        return new ChannelOnChain(Amount.of(reserve), Amount.of(claimed), ChannelOnChain.OPEN);
    }

    @Test
    void whatIsInNoBlockYetStandsAtTheHeadOnly() {
        ChannelParameters channel = bank.open(1, 100);
        assertEquals(open(100, 0), past(channel, 0));
        assertEquals(UNKNOWN, past(channel, 1));
        bank.chain.mine();
        assertEquals(open(100, 0), past(channel, 0));
        assertEquals(UNKNOWN, past(channel, 1));
    }

    @Test
    void everyDepthShowsItsOwnBlockAndOnlyThisChannel() {
        ChannelParameters one = bank.open(1, 100);
        bank.chain.mine();
        ChannelParameters two = bank.open(2, 50);
        bank.chain.mine();
        done(bank.payee.claim(List.of(claim(one, 40))));
        bank.chain.mine();
        done(bank.payee.claim(List.of(claim(two, 7))));
        assertEquals(open(100, 40), past(one, 0));
        assertEquals(open(100, 0), past(one, 1));
        assertEquals(open(100, 0), past(one, 2));
        assertEquals(UNKNOWN, past(one, 3));
        assertEquals(open(50, 7), past(two, 0));
        assertEquals(open(50, 0), past(two, 1));
        assertEquals(UNKNOWN, past(two, 2));
    }

    @Test
    void belowTheFirstBlockNoChannelIsKnown() {
        ChannelParameters channel = bank.open(1, 100);
        assertEquals(UNKNOWN, past(channel, DEEPEST));
        for (int i = 0; i < DEEPEST; i++) bank.chain.mine();
        assertEquals(open(100, 0), past(channel, DEEPEST - 1));
        assertEquals(UNKNOWN, past(channel, DEEPEST));
        bank.chain.mine();
        assertEquals(open(100, 0), past(channel, DEEPEST));
    }

    @Test
    void noDepthOutsideWhatIsKeptIsAnswered() {
        ChannelParameters channel = bank.open(1, 100);
        for (int depth : new int[] {-1, DEEPEST + 1}) {
            Exception why =
                    assertThrows(IllegalArgumentException.class, () -> past(channel, depth));
            assertEquals("depth " + depth + " outside 0.." + DEEPEST, why.getMessage());
        }
    }

    @Test
    void blocksAreFinalAtNoDepthOutsideWhatIsKept() {
        for (int depth : new int[] {-1, DEEPEST + 1}) {
            Exception why = assertThrows(IllegalArgumentException.class, () -> chain(depth));
            assertEquals("final depth " + depth + " outside 0.." + DEEPEST, why.getMessage());
        }
        for (int depth : new int[] {0, 1, DEEPEST}) {
            InMemoryChain chain = chain(depth);
            for (int i = 0; i <= DEEPEST; i++) chain.mine();
            assertEquals(DEEPEST + 1 - depth, chain.ledger(Samples.PAYEE).finalBlock());
        }
    }

    private static InMemoryChain chain(int finalDepth) {
        return new InMemoryChain(Samples.DOMAIN, Bank.DELAY, finalDepth);
    }
}
