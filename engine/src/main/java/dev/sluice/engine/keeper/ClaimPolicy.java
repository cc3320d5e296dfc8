package dev.sluice.engine.keeper;

import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When a voucher becomes a claim. An exit and a stop make every channel due that pays for itself.
 *
 * @param coin for channels in the chain's own coin
 * @param tokens for channels in tokens; one that is not listed is claimed by age and idle time
 * @param ageSeconds how long an unclaimed voucher may wait
 * @param idleSeconds how long a channel may bring no higher voucher before it is claimed
 * @param exitMarginSeconds before the end of an exit this much time is kept for trouble: then
 *     nothing waits for long; at most a quarter of the channel's own exit delay counts
 */
public record ClaimPolicy(
        TokenPolicy coin,
        SortedMap<Address, TokenPolicy> tokens,
        long ageSeconds,
        long idleSeconds,
        long exitMarginSeconds) {
    private static final TokenPolicy UNLISTED = new TokenPolicy(new Amount(-1, -1), Amount.ZERO);
    private static final long YEAR = 366L * 86_400;

    /** One coin, a day of age, an hour of idling, an hour of margin. */
    public static final ClaimPolicy DEFAULT =
            new ClaimPolicy(
                    TokenPolicy.OF_COIN,
                    Collections.unmodifiableSortedMap(new TreeMap<>()),
                    86_400,
                    3_600,
                    3_600);

    public ClaimPolicy {
        tokens = Collections.unmodifiableSortedMap(new TreeMap<>(tokens));
        if (tokens.containsKey(Address.ZERO))
            throw new IllegalArgumentException("the zero address is the coin, not a token");
        requireSeconds("age", ageSeconds);
        requireSeconds("idle time", idleSeconds);
        requireSeconds("exit margin", exitMarginSeconds);
        if (idleSeconds > ageSeconds)
            throw new IllegalArgumentException(
                    "idle time " + idleSeconds + " s is above the age " + ageSeconds + " s");
    }

    private static void requireSeconds(String name, long seconds) {
        if (seconds < 1 || seconds > YEAR)
            throw new IllegalArgumentException(name + " " + seconds + " s is outside 1.." + YEAR);
    }

    TokenPolicy of(Address token) {
        return token.isZero() ? coin : tokens.getOrDefault(token, UNLISTED);
    }

    public ClaimPolicy withCoin(TokenPolicy other) {
        return new ClaimPolicy(other, tokens, ageSeconds, idleSeconds, exitMarginSeconds);
    }

    public ClaimPolicy withTimes(long age, long idle, long exitMargin) {
        return new ClaimPolicy(coin, tokens, age, idle, exitMargin);
    }
}
