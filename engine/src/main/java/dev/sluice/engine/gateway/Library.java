package dev.sluice.engine.gateway;

import dev.sluice.streaming.content.ContentId;
import org.jspecify.annotations.Nullable;

/** The works that a gateway serves. Any thread. */
public interface Library {
    /** Null when it is none of them. */
    @Nullable Work find(ContentId content);
}
