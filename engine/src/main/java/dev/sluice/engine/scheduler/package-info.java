/**
 * Which slice is asked of which peer, and when it is asked twice or taken back: a pure core.
 *
 * <p>Methods named for events tell it what happened; {@link
 * dev.sluice.engine.scheduler.Scheduler#decide} says what to do, as calls on {@link
 * dev.sluice.engine.scheduler.Asks}. No clock, chance, thread or socket; integers; nothing is
 * allocated for a slice, because its place lies in arrays that are made once.
 *
 * <pre>
 *   Scheduler ──► Racing      the first two slices, of two peers each
 *       │    ──► Probing      a stalled peer's probe, a newcomer's slot
 *       │    ──► Assigning    earliest deadline first, to the peer that is soonest or cheapest
 *       │    ──► Hedging      what would come too late, a second time: HedgeBudget
 *       ▼
 *     Board ──► SliceTable    where each slice of the window stands
 *           ──► Peer          what is under way, RateEstimator, RoundTripEstimator, its stall
 *           ──► PlayClock     when the player needs a slice
 *           ──► Credit        the port to money: who may be asked, and at what price
 * </pre>
 */
@NullMarked
package dev.sluice.engine.scheduler;

import org.jspecify.annotations.NullMarked;
