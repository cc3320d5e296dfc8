package dev.sluice.engine.consumer;

import dev.sluice.engine.session.Duplicates;
import dev.sluice.engine.session.Effects.Failure;
import java.util.List;
import java.util.Optional;

/**
 * How a playback ended.
 *
 * @param failure empty when all was delivered and paid
 * @param deliveredBytes plaintext bytes that the player has
 * @param localBytes plaintext bytes of the slices that came from this node's own disk
 * @param seederBytes plaintext bytes that came verified from each seeder, in the order they were
 *     named
 * @param duplicates what two seeders brought, and what the second ones cost
 * @param firstSliceNs from the start to the first delivered slice, nanoseconds; -1 when none was
 */
public record PlaybackResult(
        Optional<Failure> failure,
        long deliveredBytes,
        long localBytes,
        List<Long> seederBytes,
        Duplicates duplicates,
        long firstSliceNs) {
    public PlaybackResult {
        seederBytes = List.copyOf(seederBytes);
    }
}
