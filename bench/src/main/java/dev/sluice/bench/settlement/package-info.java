/**
 * What settling vouchers takes on a chain with a block a second.
 *
 * <pre>
 *   Settlement, the payer ──voucher──► KeeperChild, the payee's keeper ──batch──► Anvil
 *        ▲                                                                          │
 *        └────────────────────── claimed, gas, blocks, credits ◄────────────────────┘
 * </pre>
 */
@NullMarked
package dev.sluice.bench.settlement;

import org.jspecify.annotations.NullMarked;
