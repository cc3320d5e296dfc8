/** A channel store that hands everything on, for benchmarks that watch what passes. */
@NullMarked
package dev.sluice.bench.store;

import org.jspecify.annotations.NullMarked;
