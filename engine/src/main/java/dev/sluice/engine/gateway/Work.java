package dev.sluice.engine.gateway;

import dev.sluice.engine.consumer.PlayerSink;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.Geometry;

/** A work that can be played. */
public interface Work {
    ContentId id();

    Geometry geometry();

    String mediaType();

    /**
     * Begins to play, from nothing to nothing: the first seek says what is wanted. Blocks on peers
     * and ledger; one at a time.
     */
    Playing play(PlayerSink sink) throws PlayException;
}
