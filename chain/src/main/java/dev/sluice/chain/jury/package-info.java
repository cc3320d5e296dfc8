/**
 * Which endpoints of a chain are believed, and what (T10): pure rules, with no I/O and no clock.
 *
 * <pre>
 *   Sighting ──► Jury ──► Verdict       what an endpoint shows of itself, and beside the others
 *   answers  ──► Quorum ──► one answer  what a strict majority says at one block of one hash
 * </pre>
 *
 * <p>Public, because the simulated worlds run the same rules over endpoints of their own.
 */
@NullMarked
package dev.sluice.chain.jury;

import org.jspecify.annotations.NullMarked;
