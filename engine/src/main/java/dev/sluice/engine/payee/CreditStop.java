package dev.sluice.engine.payee;

import java.util.Optional;

/**
 * Decides when a silent ledger ends credit, and when it begins again: a pure core.
 *
 * <p>After a quarter of the exit delay without a fresh head, an exit that nobody saw has three
 * quarters of it left to run; that is the time to find another endpoint and to claim. Until then
 * nothing more may be lost. An exit delay of zero protects nothing, and stops nothing.
 *
 * <p>Not safe for threads; milliseconds of one monotonic clock throughout.
 */
public final class CreditStop {
    private final long limitMillis;
    private long freshMillis;
    private boolean stopped;

    public CreditStop(long exitDelaySeconds, long nowMillis) {
        if (exitDelaySeconds < 0)
            throw new IllegalArgumentException("exit delay " + exitDelaySeconds);
        this.limitMillis = Math.multiplyExact(exitDelaySeconds, 250L);
        this.freshMillis = nowMillis;
    }

    /** A quarter of the exit delay; zero when there is no limit. */
    public long limitMillis() {
        return limitMillis;
    }

    /** A ledger has said how long it has had no fresh head. */
    public void heard(long nowMillis, long silentMillis) {
        freshMillis = Math.max(freshMillis, nowMillis - silentMillis);
    }

    public long silentMillis(long nowMillis) {
        return Math.max(0, nowMillis - freshMillis);
    }

    /** What the gate must be told now, if anything. */
    public Optional<ChannelChange> tick(long nowMillis) {
        boolean silent = limitMillis > 0 && silentMillis(nowMillis) >= limitMillis;
        if (silent == stopped) return Optional.empty();
        stopped = silent;
        return Optional.of(
                silent ? new ChannelChange.LedgerSilent() : new ChannelChange.LedgerBack());
    }

    public boolean isStopped() {
        return stopped;
    }
}
