package dev.sluice.engine.cache;

import dev.sluice.streaming.content.PageId;

/** Nothing is here, and nothing is kept. */
final class NoSlices implements LocalSlices {
    @Override
    public boolean has(long index) {
        return false;
    }

    @Override
    public int read(long index, boolean withPages, byte[] target) {
        return -1;
    }

    @Override
    public void keepPage(PageId page, byte[] bytes) {}

    @Override
    public void keep(long index, byte[] bytes, int offset, int length) {}

    @Override
    public void damaged(long index) {}
}
