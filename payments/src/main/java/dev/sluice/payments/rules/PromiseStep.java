package dev.sluice.payments.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must happen before a signature: nothing, a write, or it may not be.
 *
 * @param refused why it may not be signed, or null
 * @param rows what must be on disk first; empty when all of it is
 */
public record PromiseStep(@Nullable Refused refused, List<PromiseRow> rows) {
    static final PromiseStep COVERED = new PromiseStep(null, List.of());

    public PromiseStep {
        rows = List.copyOf(rows);
    }

    static PromiseStep refuse(Refused why) {
        return new PromiseStep(why, List.of());
    }
}
