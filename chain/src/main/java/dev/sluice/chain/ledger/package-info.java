/** The ledger port on an EVM chain. */
@NullMarked
package dev.sluice.chain.ledger;

import org.jspecify.annotations.NullMarked;
