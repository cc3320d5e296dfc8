/** Benchmarks of what the consumer's package keeps to itself. */
@NullMarked
package dev.sluice.engine.consumer;

import org.jspecify.annotations.NullMarked;
