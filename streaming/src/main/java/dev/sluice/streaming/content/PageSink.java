package dev.sluice.streaming.content;

/** Takes the pages of a hash tree as they are finished. The bytes are the taker's to keep. */
@FunctionalInterface
public interface PageSink {
    void page(PageId id, byte[] bytes);
}
