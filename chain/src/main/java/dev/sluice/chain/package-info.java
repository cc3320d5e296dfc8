/** The EVM ledger. */
@NullMarked
package dev.sluice.chain;

import org.jspecify.annotations.NullMarked;
