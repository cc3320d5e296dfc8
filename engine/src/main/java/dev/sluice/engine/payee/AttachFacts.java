package dev.sluice.engine.payee;

import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.store.KeyRelease;
import dev.sluice.payments.store.PayeeRecord;
import java.util.List;
import java.util.Optional;

/**
 * A channel that a payer shows, with all that the gate needs to judge it: read before the ring, so
 * that the gate makes no call.
 *
 * @param domain the chain and contract that the payer named
 * @param onChain the contract's word on the channel
 * @param confirmations blocks on top of what the contract said
 * @param stored what this node had on disk
 * @param releases the keys that were paid for
 */
public record AttachFacts(
        Domain domain,
        ChannelParameters parameters,
        List<Share> split,
        ChannelOnChain onChain,
        long confirmations,
        Optional<PayeeRecord> stored,
        List<KeyRelease> releases) {
    public AttachFacts {
        split = List.copyOf(split);
        releases = List.copyOf(releases);
    }
}
