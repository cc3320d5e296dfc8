package dev.sluice.engine.keeper;

/**
 * How a keeper decides: when a voucher becomes a claim, what claims cost, and how much is asked of
 * the ledger. Each part checks itself; units and reasons are in docs/keeper.md.
 */
public record KeeperSettings(ClaimPolicy policy, GasCosts gas, Pace pace) {
    public static final KeeperSettings DEFAULT =
            new KeeperSettings(ClaimPolicy.DEFAULT, GasCosts.MEASURED, Pace.DEFAULT);

    public KeeperSettings withPolicy(ClaimPolicy other) {
        return new KeeperSettings(other, gas, pace);
    }

    public KeeperSettings withPace(Pace other) {
        return new KeeperSettings(policy, gas, other);
    }
}
