/**
 * The performance page: tables, plots and goals, all from the result files.
 *
 * <pre>
 *   bench/results/NAME.json ─► Views ─► tables, plots, goals ─► Performance ─► docs/performance.md
 *                                                                       └────► docs/plots/*.svg
 * </pre>
 */
@NullMarked
package dev.sluice.bench.page;

import org.jspecify.annotations.NullMarked;
