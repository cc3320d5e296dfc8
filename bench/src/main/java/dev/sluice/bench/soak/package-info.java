/**
 * Hours in minutes: consumers that seek, leave, vanish and are killed, while the seeder and their
 * own process are asked what they hold.
 *
 * <pre>
 *   Soak ── asks ──► ShopChild      the seeder: what does it hold?
 *     ├──── asks ──► SoakChild      Restless × 6, each with a thread: what do they hold?
 *     └──── kills ─► SoakChild ...  Restless × 2, with kill -9, one process after the other
 * </pre>
 */
@NullMarked
package dev.sluice.bench.soak;

import org.jspecify.annotations.NullMarked;
