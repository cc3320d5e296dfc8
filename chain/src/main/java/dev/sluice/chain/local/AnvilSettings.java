package dev.sluice.chain.local;

import java.time.Duration;
import java.util.Optional;

/**
 * How a local Anvil runs.
 *
 * @param port the TCP port on loopback, 0 for any free one
 * @param blockTime time between blocks, whole seconds; empty for a block with every transaction
 * @param accounts how many accounts are funded at the start
 * @param mnemonic the words (BIP-39) that the accounts come from
 */
public record AnvilSettings(int port, Optional<Duration> blockTime, int accounts, String mnemonic) {
    public static final long CHAIN_ID = 31_337;

    /** The words that every development chain uses: known to all, worth nothing. */
    public static final String KNOWN_MNEMONIC =
            "test test test test test test test test test test test junk";

    public static final AnvilSettings DEFAULT =
            new AnvilSettings(0, Optional.empty(), 10, KNOWN_MNEMONIC);

    public AnvilSettings {
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("port " + port);
        if (accounts < 1 || accounts > 1_000)
            throw new IllegalArgumentException("accounts " + accounts + " outside 1..1000");
        blockTime.ifPresent(AnvilSettings::requireSeconds);
    }

    private static void requireSeconds(Duration blockTime) {
        Duration whole = Duration.ofSeconds(blockTime.toSeconds());
        if (whole.isZero() || whole.isNegative() || !whole.equals(blockTime))
            throw new IllegalArgumentException("block time " + blockTime + " is not whole seconds");
    }

    public AnvilSettings withPort(int port) {
        return new AnvilSettings(port, blockTime, accounts, mnemonic);
    }

    public AnvilSettings withBlockTime(Duration blockTime) {
        return new AnvilSettings(port, Optional.of(blockTime), accounts, mnemonic);
    }
}
