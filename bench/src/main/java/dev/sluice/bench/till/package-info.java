/**
 * A payee's pipeline without a network: how many vouchers it takes in a second, and what it
 * refuses.
 *
 * <pre>
 *   Accepts      one core, one disk: durable accepts per second and their latency
 *   Adversaries  replays and double spends by the million against 64 payees at once
 *     both on Till: the real pipeline over the real store
 * </pre>
 */
@NullMarked
package dev.sluice.bench.till;

import org.jspecify.annotations.NullMarked;
