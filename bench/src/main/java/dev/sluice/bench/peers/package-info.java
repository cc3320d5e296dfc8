/**
 * A file of the same bytes, over the same loopback, in the same run, by what users would pick
 * instead: the honest places where another is better included.
 */
@NullMarked
package dev.sluice.bench.peers;

import org.jspecify.annotations.NullMarked;
