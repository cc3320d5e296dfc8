package dev.sluice.engine.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who plays again does not wait for the chain, and does not believe it for ever. */
final class SeenChannelsTest {
    private static final ChannelId ONE = channel(1);

    private final AtomicLong nowNs = new AtomicLong(7);
    private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<ChannelId> asked = new LinkedBlockingQueue<>();
    private final SeenChannels chain =
            new SeenChannels(this::ledger, Thread::startVirtualThread, nowNs::get);

    private static ChannelId channel(long number) {
        return new ChannelId(new Bytes32(0, 0, 0, number));
    }

    private static ChannelOnChain reserve(long amount) {
        return new ChannelOnChain(Amount.of(amount), Amount.ZERO, ChannelOnChain.OPEN);
    }

    private ChannelOnChain ledger(ChannelId channel) {
        asked.add(channel);
        try {
            Object answer = answers.poll(10, TimeUnit.SECONDS);
            if (answer instanceof ChannelOnChain state) return state;
            throw new LedgerException("silent");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ChannelOnChain see() {
        return Objects.requireNonNull(chain.of(List.of(ONE)).get(ONE));
    }

    /** Waits until the answer to what was asked beside is known. */
    private void untilItSays(ChannelOnChain state) {
        while (!see().equals(state)) {
            answers.add(state);
            Thread.onSpinWait();
        }
    }

    @Test
    void theSecondUseDoesNotWaitAndTheThirdKnowsWhatChanged() throws Exception {
        answers.add(reserve(5));
        assertEquals(reserve(5), see());
        assertEquals(reserve(5), see(), "while nobody answers");
        assertEquals(List.of(ONE, ONE), List.of(asked.take(), asked.take()));
        untilItSays(reserve(6));
    }

    @Test
    void anAnswerIsUsedForAWhileAndNoLonger() {
        answers.add(reserve(5));
        see();
        nowNs.addAndGet(SeenChannels.KEPT_NS - 1);
        assertEquals(reserve(5), see());
        nowNs.addAndGet(1);
        assertEquals(reserve(5), see());
        nowNs.addAndGet(1);
        answers.add(reserve(6));
        assertEquals(reserve(6), see());
    }

    @Test
    void whatThisNodeMovesIsAskedAgain() {
        answers.add(reserve(5));
        see();
        chain.forget(ONE);
        answers.add(reserve(9));
        assertEquals(reserve(9), see());
    }

    /** The question may have been answered of a block before the move. */
    @Test
    void anAnswerToAnOlderQuestionIsNotKept() throws Exception {
        answers.add(reserve(5));
        see();
        see();
        asked.take();
        asked.take();
        chain.forget(ONE);
        Thread second = Thread.ofVirtual().start(this::see);
        asked.take();
        answers.add(reserve(5));
        answers.add(reserve(5));
        second.join();
        chain.forget(ONE);
        answers.add(reserve(9));
        assertEquals(reserve(9), see());
    }

    @Test
    void allAreAskedAtOnce() {
        CountDownLatch three = new CountDownLatch(3);
        SeenChannels together =
                new SeenChannels(
                        channel -> {
                            three.countDown();
                            try {
                                if (!three.await(10, TimeUnit.SECONDS))
                                    throw new LedgerException("one after another");
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            return reserve(channel.hashCode());
                        },
                        Thread::startVirtualThread,
                        nowNs::get);
        List<ChannelId> channels = List.of(channel(1), channel(2), channel(3));
        Map<ChannelId, ChannelOnChain> states = together.of(channels);
        for (ChannelId channel : channels)
            assertEquals(reserve(channel.hashCode()), states.get(channel));
    }

    @Test
    void aSilentLedgerIsToldOfAndNotRemembered() {
        answers.add("silence");
        assertThrows(LedgerException.class, this::see);
        answers.add(reserve(5));
        assertEquals(reserve(5), see());
    }
}
