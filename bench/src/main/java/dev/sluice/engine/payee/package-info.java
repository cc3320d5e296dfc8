/** Benchmarks of what the payee's package keeps to itself. */
@NullMarked
package dev.sluice.engine.payee;

import org.jspecify.annotations.NullMarked;
