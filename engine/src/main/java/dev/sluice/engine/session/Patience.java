package dev.sluice.engine.session;

import dev.sluice.payments.rules.Reason;

/**
 * Whether it is any use to show a peer the same channel again that has refused it. Belongs to
 * whoever keeps up the way to one peer.
 */
public final class Patience {
    /** How often in a row a peer may not know the channel yet. */
    public static final int MAX_UNKNOWN = 10;

    private int unknown;

    /**
     * Takes a refusal; whether time may cure it. A channel that was just opened is unknown to a
     * peer whose view of the chain lags (T10).
     */
    public boolean outlasts(Reason reason) {
        if (reason != Reason.UNKNOWN_CHANNEL) return reason.isTemporary();
        return unknown++ < MAX_UNKNOWN;
    }

    /**
     * What time may cure: a reserve that is not confirmed, a payee that cannot ask its ledger, has
     * too much to do, has put the channel away or does not see it on its chain.
     */
    static boolean passes(Reason reason) {
        return reason.isTemporary() || reason == Reason.UNKNOWN_CHANNEL;
    }

    /** Both sides saw another state: showing the channel again settles which. */
    static boolean isCurable(Reason reason) {
        return reason == Reason.CREDIT_EXHAUSTED || reason == Reason.LOWER_CUMULATIVE;
    }

    /** The peer has taken the channel. */
    public void restore() {
        unknown = 0;
    }

    /** No refusal was for an unknown channel since it was taken. */
    public boolean isFresh() {
        return unknown == 0;
    }
}
