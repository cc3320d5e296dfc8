/**
 * The benchmark house: which benchmarks there are, and how {@code sluice bench} runs them.
 *
 * <pre>
 *   sluice bench ─► House ─► Registry          a benchmark: name, main class, arguments long and short
 *                     │
 *                     └─► Child ─stdin─► Leash ─► the benchmark's main ─► target/bench/NAME.json
 * </pre>
 */
@NullMarked
package dev.sluice.bench.house;

import org.jspecify.annotations.NullMarked;
