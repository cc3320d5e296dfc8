package dev.sluice.engine.node;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.PayeePolicy;
import dev.sluice.payments.rules.Standing;

/**
 * What a payee reads from its ledger: channels at both depths, and what a claim costs. Any thread
 * may ask; it blocks on the ledger.
 */
final class ChainReader {
    /** Of the first claim on a channel, measured; later ones cost less. */
    private static final long CLAIM_GAS = 86_000;

    private final Ledger ledger;
    private final PayeePolicy policy;
    private volatile Amount claimCost = Amount.ZERO;

    ChainReader(Ledger ledger, PayeePolicy policy) {
        this.ledger = ledger;
        this.policy = policy;
    }

    /** The head is read last: what it says is never older than what is confirmed. */
    Standing standing(ChannelId channel) {
        if (policy.confirmations() == 0) return Standing.trusted(ledger.channel(channel));
        ChannelOnChain confirmed = ledger.channel(channel, policy.confirmations());
        return new Standing(ledger.channel(channel), confirmed);
    }

    /** The newest block that any answer up to now can be of, whichever endpoint gave it. */
    long head() {
        return Math.max(ledger.blockNumber(), ledger.health().block());
    }

    /** What a claim cost when it was last asked; asks nobody. */
    Amount claimCost() {
        return claimCost;
    }

    /** Asks what gas costs, if the policy cares. */
    void refreshClaimCost() {
        if (policy.claimsCovered() > 0) claimCost = Amount.of(ledger.weiPerGas()).times(CLAIM_GAS);
    }
}
