/**
 * Channels, vouchers, terms and the rules of money. Pure: no clock, thread, socket, disk or
 * randomness.
 *
 * <pre>
 *   money ◄── crypto ◄── channel ◄── terms ◄── rules
 *                           ▲                    │
 *                         ledger ◄───────────────┘   (the port to the settlement contract)
 * </pre>
 */
@NullMarked
package dev.sluice.payments;

import org.jspecify.annotations.NullMarked;
