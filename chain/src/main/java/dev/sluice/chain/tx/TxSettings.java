package dev.sluice.chain.tx;

import java.math.BigInteger;
import java.time.Duration;

/**
 * How transactions are sent and watched.
 *
 * @param poll how often receipts are looked for while a transaction is in flight
 * @param escalateAfter when a transaction that no block took is sent again with a higher fee
 * @param giveUpAfter when its future fails; it is still sent again, because its nonce must be used
 * @param fallbackTipWei the tip where the node offers none
 * @param feeCapWei the most per unit of gas that an escalation may offer
 */
public record TxSettings(
        Duration poll,
        Duration escalateAfter,
        Duration giveUpAfter,
        BigInteger fallbackTipWei,
        BigInteger feeCapWei) {
    public static final TxSettings DEFAULT =
            new TxSettings(
                    Duration.ofMillis(150),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    BigInteger.valueOf(100_000_000L),
                    BigInteger.valueOf(1_000_000_000_000L));

    public TxSettings {
        if (poll.compareTo(Duration.ofMillis(1)) < 0 || poll.compareTo(escalateAfter) > 0)
            throw new IllegalArgumentException(
                    "poll " + poll + " is outside 1 ms..escalateAfter " + escalateAfter);
        if (escalateAfter.compareTo(giveUpAfter) > 0)
            throw new IllegalArgumentException(
                    "escalateAfter " + escalateAfter + " is above giveUpAfter " + giveUpAfter);
        if (fallbackTipWei.signum() < 0 || feeCapWei.compareTo(fallbackTipWei) < 0)
            throw new IllegalArgumentException(
                    "fee cap " + feeCapWei + " is below the tip " + fallbackTipWei);
    }

    public TxSettings withPoll(Duration poll) {
        return new TxSettings(poll, escalateAfter, giveUpAfter, fallbackTipWei, feeCapWei);
    }

    public TxSettings withEscalation(Duration escalateAfter, Duration giveUpAfter) {
        return new TxSettings(poll, escalateAfter, giveUpAfter, fallbackTipWei, feeCapWei);
    }
}
