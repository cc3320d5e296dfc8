package dev.sluice.streaming.store;

/** Told how far a publication is, in plaintext bytes, after every slice. */
@FunctionalInterface
public interface Progress {
    Progress NONE = (done, total) -> {};

    void at(long doneBytes, long totalBytes);
}
