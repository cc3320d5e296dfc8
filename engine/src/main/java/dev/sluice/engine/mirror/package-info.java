/**
 * Which works a seeder fetches on its own account, and when: a pure core (ADR 35).
 *
 * <pre>
 *   asked, pinned, begun ──► MirrorCore ──► find ──► sized ──► MirrorCore ──► fetch ──► fetched
 *                              wants                 what must go?               └────► failed: later again
 * </pre>
 *
 * <p>{@code on(event, now) → effects}. No clock, chance, thread, socket or file; integers; one work
 * at a time; nothing is unbounded. What is asked for is a hint: any peer may ask for anything.
 */
@NullMarked
package dev.sluice.engine.mirror;

import org.jspecify.annotations.NullMarked;
