package dev.sluice.engine.gateway;

import dev.sluice.engine.consumer.PlayerSink;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.Geometry;
import dev.sluice.streaming.content.PlayMap;

/** A work that can be played. */
public interface Work {
    ContentId id();

    Geometry geometry();

    String mediaType();

    /** Where things lie in it. */
    PlayMap map();

    /**
     * Begins to play, from nothing to nothing: the first seek says what is wanted. Blocks on peers
     * and ledger; one at a time.
     */
    Playing play(PlayerSink sink) throws PlayException;
}
