/** Transactions of one account: nonces in a row, fees, receipts. */
@NullMarked
package dev.sluice.chain.tx;

import org.jspecify.annotations.NullMarked;
