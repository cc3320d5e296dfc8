package dev.sluice.engine.payee;

import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.terms.Terms;
import dev.sluice.payments.terms.WorkPrice;

/**
 * What a node sells of one work, and for how much.
 *
 * @param content the content's digest
 * @param price the work's geometry and terms
 * @param keySplitHash the split that a channel must carry to buy keys; zero when the creator takes all
 * @param slicesFree whether bytes cost nothing here: price 0
 */
public record Offer(Bytes32 content, WorkPrice price, Bytes32 keySplitHash) {
    Terms terms() {
        return price.terms();
    }
}
