/**
 * Question: how is a slice paid for?
 *
 * <pre>
 *   Scheme       what is compared: a Payer and a Payee, pure state over bytes
 *     Voucher…     a signature over the cumulative number of slices
 *     Batch…       an Anchor, then what a HashChain or a PaymentTree reveals
 *     Coin…        a PaymentTree whose leaves are counted one by one
 *   Accepts, Setup, Durability       time, bytes and forced writes
 *   Evm, Contract, Gas               closes on a real EVM (contracts/Settlement.sol)
 *   Wire, Till, Stream, Blocks       a simulated player and its seeders
 *   Faulty, SentOnce, Cheats         what is lost, stalled and stolen there
 * </pre>
 *
 * The decision is in the README. Of the production code only the local chain is used, as a tool.
 */
@NullMarked
package dev.sluice.poc.microtransaction;

import org.jspecify.annotations.NullMarked;
