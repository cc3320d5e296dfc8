/**
 * Simulated worlds: the cores that production runs, with payers, key services, seeders, a ledger
 * and all that can go wrong, in one thread, from one seed, in virtual time.
 *
 * <pre>
 *   Simulation ──► World ──► Agenda           what happens next
 *                        ──► SimPlayer        ConsumerSession, KeyDesk, Seeder, ChannelBook, Purse
 *                        ──► SimSeller        AttachRules, Gate, GroupCommit, over SimStore
 *                        ──► Rogue            a payer that cheats
 *                        ──► Net, SimChain    what lies between them
 *                        ──► SimEndpoints     Jury, Quorum, over endpoints of which some lie
 *                        ──► Faults           from the seed
 *                        ──► checker          what must hold, counted apart from the cores
 *                        ──► Trace            the hash of it all
 * </pre>
 *
 * <p>The nodes here are shells like the real ones: what they do around the cores is written again,
 * what the cores decide is not.
 */
@NullMarked
package dev.sluice.engine.sim;

import org.jspecify.annotations.NullMarked;
