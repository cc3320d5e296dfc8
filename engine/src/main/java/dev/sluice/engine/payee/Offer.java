package dev.sluice.engine.payee;

import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.terms.Terms;
import dev.sluice.payments.terms.WorkPrice;

/**
 * What a node sells of one work, and for how much.
 *
 * @param content the content's digest
 * @param price the work's geometry and terms
 * @param keySplitHash the split that a channel must carry to buy keys; zero when the creator takes
 *     all
 * @param keyPayee whom a channel must pay to buy keys; zero for the node's own payee
 */
public record Offer(Bytes32 content, WorkPrice price, Bytes32 keySplitHash, Address keyPayee) {
    /** A work whose keys, if this node has them, are paid to the node. */
    public Offer(Bytes32 content, WorkPrice price, Bytes32 keySplitHash) {
        this(content, price, keySplitHash, Address.ZERO);
    }

    Terms terms() {
        return price.terms();
    }

    /** The seeder's fee for a slice, base units. */
    long fee(long index) {
        return terms().seederFee(price.bytesOf(index));
    }

    /** What the keys of a range cost, base units. */
    long keyPrice(long first, long count) {
        Amount share = price.creatorShare(first, count);
        if (share.high() != 0 || share.low() < 0)
            throw new ArithmeticException("keys " + first + "+" + count + " cost " + share);
        return share.low();
    }
}
