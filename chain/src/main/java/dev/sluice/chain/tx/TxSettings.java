package dev.sluice.chain.tx;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How transactions are sent and watched.
 *
 * @param poll how often receipts are looked for while a transaction is in flight
 * @param escalateAfter when a transaction that no block took is sent again
 * @param escalateBlocks how many blocks have to pass it by before its fee is raised
 * @param giveUpAfter when its future fails; it is still sent again, because its nonce must be used
 * @param fallbackTipWei the tip where the node offers none
 * @param feeCapWei the most per unit of gas that is ever offered
 * @param journal the directory for what was signed and is not final; empty keeps it in memory
 */
public record TxSettings(
        Duration poll,
        Duration escalateAfter,
        int escalateBlocks,
        Duration giveUpAfter,
        BigInteger fallbackTipWei,
        BigInteger feeCapWei,
        Optional<Path> journal) {
    public static final TxSettings DEFAULT =
            new TxSettings(
                    Duration.ofMillis(150),
                    Duration.ofSeconds(30),
                    2,
                    Duration.ofMinutes(5),
                    BigInteger.valueOf(100_000_000L),
                    BigInteger.valueOf(1_000_000_000_000L),
                    Optional.empty());

    public TxSettings {
        if (poll.compareTo(Duration.ofMillis(1)) < 0 || poll.compareTo(escalateAfter) > 0)
            throw new IllegalArgumentException(
                    "poll " + poll + " is outside 1 ms..escalateAfter " + escalateAfter);
        if (escalateBlocks < 0)
            throw new IllegalArgumentException("escalate after " + escalateBlocks + " blocks");
        if (escalateAfter.compareTo(giveUpAfter) > 0)
            throw new IllegalArgumentException(
                    "escalateAfter " + escalateAfter + " is above giveUpAfter " + giveUpAfter);
        if (fallbackTipWei.signum() < 0 || feeCapWei.compareTo(fallbackTipWei) < 0)
            throw new IllegalArgumentException(
                    "fee cap " + feeCapWei + " is below the tip " + fallbackTipWei);
    }

    public TxSettings withPoll(Duration poll) {
        return new TxSettings(
                poll,
                escalateAfter,
                escalateBlocks,
                giveUpAfter,
                fallbackTipWei,
                feeCapWei,
                journal);
    }

    public TxSettings withEscalation(Duration escalateAfter, Duration giveUpAfter) {
        return new TxSettings(
                poll,
                escalateAfter,
                escalateBlocks,
                giveUpAfter,
                fallbackTipWei,
                feeCapWei,
                journal);
    }

    public TxSettings withFeeCap(BigInteger wei) {
        return new TxSettings(
                poll, escalateAfter, escalateBlocks, giveUpAfter, fallbackTipWei, wei, journal);
    }

    public TxSettings withJournal(Path directory) {
        return new TxSettings(
                poll,
                escalateAfter,
                escalateBlocks,
                giveUpAfter,
                fallbackTipWei,
                feeCapWei,
                Optional.of(directory));
    }
}
