package dev.sluice.engine.payee;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;

/**
 * How the payee's pipeline is built, checked when made.
 *
 * @param ringSlots requests under way, a power of two; a full ring slows the event loops
 * @param verifyWorkers threads that recover signers, one channel always on the same
 * @param waiting how a stage waits for work: {@code BLOCKING} leaves the core to others, {@code
 *     YIELDING} pays with a core for a shorter wait
 */
public record PipelineSettings(int ringSlots, int verifyWorkers, Wait waiting) {
    /** The wait strategies that are offered. */
    public enum Wait {
        BLOCKING,
        YIELDING
    }

    public static final PipelineSettings DEFAULT = new PipelineSettings(1024, 1, Wait.BLOCKING);

    public PipelineSettings {
        if (ringSlots < 1 || Integer.bitCount(ringSlots) != 1)
            throw new IllegalArgumentException("ring slots must be a power of two: " + ringSlots);
        if (verifyWorkers < 1 || verifyWorkers > 64)
            throw new IllegalArgumentException("verify workers outside 1..64: " + verifyWorkers);
    }

    WaitStrategy waitStrategy() {
        return switch (waiting) {
            case BLOCKING -> new BlockingWaitStrategy();
            case YIELDING -> new YieldingWaitStrategy();
        };
    }
}
