package dev.sluice.engine.payee;

/**
 * How the payee's pipeline is built, checked when made.
 *
 * @param ringSlots requests under way, a power of two; a full ring slows the event loops
 * @param verifyWorkers threads that recover signers, one channel always on the same
 * @param channels attached at once; beyond that, idle ones are forgotten and come back from disk
 */
public record PipelineSettings(int ringSlots, int verifyWorkers, int channels) {
    public static final int CHANNELS = 65_536;
    public static final PipelineSettings DEFAULT = new PipelineSettings(1024, 1);

    public PipelineSettings(int ringSlots, int verifyWorkers) {
        this(ringSlots, verifyWorkers, CHANNELS);
    }

    public PipelineSettings {
        if (ringSlots < 1 || Integer.bitCount(ringSlots) != 1)
            throw new IllegalArgumentException("ring slots must be a power of two: " + ringSlots);
        if (verifyWorkers < 1 || verifyWorkers > 64)
            throw new IllegalArgumentException("verify workers outside 1..64: " + verifyWorkers);
        if (channels < 1) throw new IllegalArgumentException("channels " + channels);
    }
}
