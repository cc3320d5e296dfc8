package dev.sluice.payments.rules;

import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.money.Amount;

/**
 * A channel as the chain shows it to its payee, at two depths.
 *
 * <p>What has happened at the head may be taken back by a reorg, what stands deep enough will not
 * be. So bad news (an exit, a close, a smaller reserve) counts at once, and good news (a reserve)
 * counts when it is confirmed, or up to the cap that the payee is ready to lose (T9).
 *
 * @param head as of the newest block
 * @param confirmed as of the block that lies the payee's confirmations below it; all zero when the
 *     channel was not open there
 */
public record Standing(ChannelOnChain head, ChannelOnChain confirmed) {
    /** A channel on a chain where the newest block is trusted. */
    public static Standing trusted(ChannelOnChain head) {
        return new Standing(head, head);
    }

    /** The reserve that counts: min(head, confirmed + cap), base units. */
    public Amount counted(Amount exposureCap) {
        Amount unconfirmed = head.reserve().minusOrZero(confirmed.reserve());
        return unconfirmed.isZero()
                ? head.reserve()
                : confirmed.reserve().plus(Amount.min(unconfirmed, exposureCap));
    }

    /** Whether later blocks alone will make more of the reserve count. */
    public boolean isPending() {
        return head.reserve().compareTo(confirmed.reserve()) > 0;
    }
}
