package dev.sluice.engine.payee;

import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Standing;
import dev.sluice.payments.store.KeyRelease;
import dev.sluice.payments.store.PayeeRecord;
import java.util.List;
import java.util.Optional;

/**
 * A channel that a payer shows, with all that the gate needs to judge it: read before the ring, so
 * that the gate makes no call.
 *
 * @param domain the chain and contract that the payer named
 * @param standing the contract's word on the channel
 * @param claimCost what a claim costs now, base units of the chain's coin
 * @param evictions {@link PayeePipeline#evictions} before the disk was read
 * @param stored what this node had on disk
 * @param releases the keys that were paid for
 * @param payee which of the node's payees the channel may pay; zero for the node's own
 */
public record AttachFacts(
        Domain domain,
        ChannelParameters parameters,
        List<Share> split,
        Standing standing,
        Amount claimCost,
        long evictions,
        Optional<PayeeRecord> stored,
        List<KeyRelease> releases,
        Address payee) {
    /** A channel that may pay the node's own payee. */
    public AttachFacts(
            Domain domain,
            ChannelParameters parameters,
            List<Share> split,
            Standing standing,
            Amount claimCost,
            long evictions,
            Optional<PayeeRecord> stored,
            List<KeyRelease> releases) {
        this(
                domain,
                parameters,
                split,
                standing,
                claimCost,
                evictions,
                stored,
                releases,
                Address.ZERO);
    }

    public AttachFacts {
        split = List.copyOf(split);
        releases = List.copyOf(releases);
    }
}
