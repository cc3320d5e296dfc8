/**
 * The consumer's core: which slice is asked of whom, which keys are bought, what is paid when.
 *
 * <p>Pure: {@code on(event, now) → effects}. No clock, thread, socket, disk or randomness, so that
 * a whole world of consumers runs in one thread under a seed.
 *
 * <pre>
 *   ConsumerSession ──► SliceBoard   where each slice of the prefetch window stands
 *                   ──► Scheduler    which slice is asked of which seeder, and when a second time
 *                   ──► Seeder       one seeder: what is under way, what it is owed
 *                   ──► KeyDesk      keys, in advance, one window at a time
 *                   ──► Spending     the hard stop
 * </pre>
 */
@NullMarked
package dev.sluice.engine.session;

import org.jspecify.annotations.NullMarked;
