package dev.sluice.engine.mirror;

import dev.sluice.engine.cache.Victim;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.text.PeerId;
import java.util.List;
import java.util.Optional;

/** What happens to a seeder that mirrors. */
public sealed interface MirrorEvent {
    /** A peer asked for a work, or for a slice of it, that is not here. */
    record Asked(ContentId content, PeerId by) implements MirrorEvent {}

    /** The seeder's owner wants it, whatever it is worth. */
    record Pinned(ContentId content) implements MirrorEvent {}

    /** It was begun before the last stop. */
    record Begun(ContentId content) implements MirrorEvent {}

    /**
     * It was found.
     *
     * @param bytes that it still needs on disk, whole
     * @param victims what would go for them, in order; empty when nothing could make room
     */
    record Sized(ContentId content, long bytes, Optional<List<Victim>> victims)
            implements MirrorEvent {
        public Sized {
            if (bytes < 0) throw new IllegalArgumentException(bytes + " bytes");
            victims = victims.map(List::copyOf);
        }
    }

    /** All of it is here. */
    record Fetched(ContentId content) implements MirrorEvent {}

    /** Nobody gave it, or not to its end. */
    record Failed(ContentId content) implements MirrorEvent {}

    /** Time has passed; about once a second. */
    record Tick() implements MirrorEvent {}
}
