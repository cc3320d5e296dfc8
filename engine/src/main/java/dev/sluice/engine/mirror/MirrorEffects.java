package dev.sluice.engine.mirror;

import dev.sluice.streaming.content.ContentId;

/** What the core has done. Each of the first two is answered by an event, later. */
public interface MirrorEffects {
    /** Look for it: {@link MirrorEvent.Sized} or {@link MirrorEvent.Failed}. */
    void find(ContentId content);

    /** Make its room and fetch it: {@link MirrorEvent.Fetched} or {@link MirrorEvent.Failed}. */
    void fetch(ContentId content);

    /** It stays away: what would go for it is worth more, or nothing can go. */
    void declined(ContentId content, long bytes);
}
