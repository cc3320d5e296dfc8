package dev.sluice.engine.consumer;

import dev.sluice.engine.session.SessionEvent;
import dev.sluice.streaming.proto.KeyAnswer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One place in the inbox. Mutable and reused; grouped by the stage that writes. */
final class InboxEvent {
    // the producer: an event loop, a timer, the player's thread
    int peer;
    byte @Nullable [] frame;
    int frameLength;
    @Nullable KeyAnswer keys;
    @Nullable SessionEvent plain;

    // check
    final List<Outcome> outcomes = new ArrayList<>();

    void clear() {
        frame = null;
        keys = null;
        plain = null;
        outcomes.clear();
    }
}
