/** The local test chain: Anvil, the contracts on it, and what a try-out needs. */
@NullMarked
package dev.sluice.chain.local;

import org.jspecify.annotations.NullMarked;
