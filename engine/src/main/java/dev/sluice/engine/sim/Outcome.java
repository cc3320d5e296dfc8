package dev.sluice.engine.sim;

import dev.sluice.engine.sim.checker.Invariant;
import org.jspecify.annotations.Nullable;

/**
 * How a world ended.
 *
 * @param events how many happened
 * @param checks how many judgements the checker made
 * @param trace the hash over all that happened
 * @param failure what went wrong, or null
 * @param invariant the promise that was broken; null also when a core threw
 */
public record Outcome(
        long seed,
        long events,
        long checks,
        String trace,
        @Nullable String failure,
        @Nullable Invariant invariant,
        Coverage coverage) {
    public boolean failed() {
        return failure != null;
    }
}
