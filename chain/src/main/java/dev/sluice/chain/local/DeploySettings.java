package dev.sluice.chain.local;

import dev.sluice.payments.money.Amount;
import java.time.Duration;

/**
 * What is deployed, and how.
 *
 * @param depositCap the most that one payer may have free in one token, zero for no cap
 * @param minExitDelay the shortest exit delay that a channel may have; a day or more in production
 * @param testToken whether a token that anyone may mint is deployed too
 */
public record DeploySettings(Amount depositCap, Duration minExitDelay, boolean testToken) {
    /** No cap, ten seconds, with a test token: for trying out. */
    public static final DeploySettings TRY_OUT =
            new DeploySettings(Amount.ZERO, Duration.ofSeconds(10), true);

    public DeploySettings {
        if (minExitDelay.isNegative() || minExitDelay.compareTo(Duration.ofDays(30)) > 0)
            throw new IllegalArgumentException(
                    "exit delay " + minExitDelay + " outside 0..30 days");
    }
}
