package dev.sluice.engine.cache;

import dev.sluice.streaming.content.ContentId;

/** There is always room. */
final class NoBounds implements Room {
    @Override
    public void hold(ContentId content) {}

    @Override
    public void letGo(ContentId content) {}

    @Override
    public boolean admit(ContentId content, long bytes) {
        return true;
    }

    @Override
    public void freed(ContentId content, long bytes) {}
}
