package dev.sluice.engine.consumer;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Frame buffers of one size, reused: the one in front first, so that a stream that keeps up stays
 * within a few buffers, which the processor's cache still holds. Safe for all threads; never
 * blocks, never holds more than its cap.
 */
final class BufferPool {
    private final int bufferBytes;
    private final AtomicReferenceArray<byte[]> free;

    BufferPool(int bufferBytes, int capacity) {
        this.bufferBytes = bufferBytes;
        this.free = new AtomicReferenceArray<>(capacity);
    }

    /** A buffer of at least {@code bytes}; a new one when none is free or none is large enough. */
    byte[] take(int bytes) {
        if (bytes > bufferBytes) return new byte[bytes];
        for (int i = 0; i < free.length(); i++) {
            byte[] buffer = free.get(i) == null ? null : free.getAndSet(i, null);
            if (buffer != null) return buffer;
        }
        return new byte[bufferBytes];
    }

    void give(byte[] buffer) {
        if (buffer.length != bufferBytes) return;
        for (int i = 0; i < free.length(); i++)
            if (free.get(i) == null && free.compareAndSet(i, null, buffer)) return;
    }
}
