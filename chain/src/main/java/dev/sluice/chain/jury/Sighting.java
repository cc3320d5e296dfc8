package dev.sluice.chain.jury;

/** What one endpoint showed of itself when it was looked at. */
public sealed interface Sighting {
    /** It gave no usable answer. */
    record Silent(String why) implements Sighting {}

    /**
     * It answered.
     *
     * @param hasContract whether the contract has code there
     * @param head the number of its newest block
     * @param timeSeconds what that block says of its time, in seconds since 1970
     */
    record Seen(long chainId, boolean hasContract, long head, long timeSeconds)
            implements Sighting {}
}
