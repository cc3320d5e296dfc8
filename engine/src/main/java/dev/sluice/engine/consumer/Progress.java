package dev.sluice.engine.consumer;

import dev.sluice.engine.session.Outlook;
import java.util.List;

/**
 * How far a playback is, and why it does not go on.
 *
 * @param deliveredBytes plaintext bytes that the player has
 * @param localBytes plaintext bytes that came from this node's own disk
 * @param seederBytes plaintext bytes that came verified from each seeder, in the order they were
 *     named
 * @param outlook what is ready for the player, what was promised for it, what is waited for
 * @param waitedNs for how long the player has had nothing before it, nanoseconds; 0 while it has
 */
public record Progress(
        long deliveredBytes,
        long localBytes,
        List<Long> seederBytes,
        Outlook outlook,
        long waitedNs) {
    public Progress {
        seederBytes = List.copyOf(seederBytes);
    }
}
