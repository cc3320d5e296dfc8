package dev.sluice.engine.keeper;

import dev.sluice.payments.money.Amount;

/**
 * When a token's vouchers are worth a transaction.
 *
 * @param claimAt base units unclaimed on a channel at which it is claimed
 * @param perCoin base units that are worth one coin of the chain (10^18 wei), to weigh them against
 *     gas; zero when nobody knows, and then gas is not weighed
 */
public record TokenPolicy(Amount claimAt, Amount perCoin) {
    static final Amount COIN = Amount.of(1_000_000_000_000_000_000L);

    /** The chain's own coin: claimed at one. */
    public static final TokenPolicy OF_COIN = new TokenPolicy(COIN, COIN);

    public TokenPolicy {
        if (claimAt.isZero()) throw new IllegalArgumentException("claim at 0: at least 1");
    }

    public TokenPolicy withClaimAt(Amount amount) {
        return new TokenPolicy(amount, perCoin);
    }
}
