/**
 * How slices travel between three nodes: streams, urgency, slice sizes, schedules.
 *
 * <pre>
 *   Main ─▶ Questions ─▶ Trial ─▶ Consumer ─▶ Source ══ QUIC ══ Link ══ QUIC ══ Seeder
 *                                  │ Swarm, Schedule,  Purse          (delay,     Gate
 *                                  │ Player, Work                      rate)      Work
 * </pre>
 *
 * <p>Each node has one event loop, which owns its fields. Swarm, Schedule, Player, Purse, Gate and
 * Shaper are pure.
 */
@NullMarked
package dev.sluice.poc.p2p;

import org.jspecify.annotations.NullMarked;
