/**
 * What must hold in a simulated world, written from the promises alone (I1 to I10) and sharing no
 * code with the cores: it sees numbers, of channels, nodes, slices and base units, and nothing
 * else. Single-threaded.
 *
 * <pre>
 *   world ──► Checker ──► Account   one channel: what was signed, written, served, claimed
 *                     ──► Prices    what a slice costs, counted again
 * </pre>
 */
@NullMarked
package dev.sluice.engine.sim.checker;

import org.jspecify.annotations.NullMarked;
