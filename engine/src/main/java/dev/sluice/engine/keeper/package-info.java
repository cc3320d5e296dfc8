/**
 * The keeper: turns vouchers into money on chain.
 *
 * <pre>
 *   vouchers ──►            ┌────────────┐ ──► read a channel ──┐
 *   chain events ──►  inbox │ KeeperCore │ ──► claim a batch ───┤ ledger, on other threads
 *   ticks, answers ──►      └────────────┘ ──► say, forget      │
 *              ▲────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>The core decides and does nothing else; {@code Keeper} runs it on a thread of its own. It pays
 * addresses that stand in the channel's id, so it need not be trusted with anything but gas. Goals:
 * all that was accepted is claimed before an exit ends (I9, T4); one bad row blocks nobody (T8); no
 * claim is sent twice without need. Non-goals: it signs no vouchers and no releases.
 */
@NullMarked
package dev.sluice.engine.keeper;

import org.jspecify.annotations.NullMarked;
