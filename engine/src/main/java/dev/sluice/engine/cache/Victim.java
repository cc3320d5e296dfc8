package dev.sluice.engine.cache;

import dev.sluice.streaming.content.ContentId;

/**
 * A work that would make room for another.
 *
 * @param bytes that it takes on disk
 * @param value bytes of it that were served, as they count now, for each MiB that it takes
 */
public record Victim(ContentId content, long bytes, long value) {}
