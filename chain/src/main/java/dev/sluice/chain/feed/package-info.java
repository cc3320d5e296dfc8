/** Blocks and their events, in order and through reorgs. */
@NullMarked
package dev.sluice.chain.feed;

import org.jspecify.annotations.NullMarked;
