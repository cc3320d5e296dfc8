/**
 * The consumer: asks for slices from many seeders and for keys from the creator, pays for both, and
 * delivers in order.
 *
 * <pre>
 *   event loops, timers ──► inbox ──► check ──────────► decide ──► effects: ask, pay, publish
 *                                     hash and pages    the session core
 *
 *   decide ──► reorder ring ──► open ──────► deliver ──► player
 *              claim on ask,    key and      in order
 *              publish on       cipher
 *              arrival
 * </pre>
 *
 * <p><b>The ring is the reorder buffer.</b> A slot is claimed when its slice is asked for, and
 * published, in any order, when the slice has arrived, its hash fits and its key is here; the
 * sequencer delivers in order. The ring's capacity is the prefetch window, and a full ring is the
 * back-pressure.
 *
 * <p>A slice is checked when it arrives and not when its turn comes, so that a seeder is paid, and
 * keeps its credit, while the ring waits for another.
 */
@NullMarked
package dev.sluice.engine.consumer;

import org.jspecify.annotations.NullMarked;
