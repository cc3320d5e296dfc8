package dev.sluice.chain.rpc;

/** What one endpoint showed of itself when it was looked at. */
sealed interface Sighting {
    /** It gave no usable answer. */
    record Silent(String why) implements Sighting {}

    /**
     * It answered.
     *
     * @param hasContract whether the contract has code there
     * @param head its newest block
     */
    record Seen(long chainId, boolean hasContract, Header head) implements Sighting {}
}
