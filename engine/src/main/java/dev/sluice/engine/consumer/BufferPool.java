package dev.sluice.engine.consumer;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * Frame buffers of one size, reused. Safe for all threads; never blocks, never holds more than its
 * cap.
 */
final class BufferPool {
    private final int bufferBytes;
    private final ArrayBlockingQueue<byte[]> free;

    BufferPool(int bufferBytes, int capacity) {
        this.bufferBytes = bufferBytes;
        this.free = new ArrayBlockingQueue<>(capacity);
    }

    /** A buffer of at least {@code bytes}; a new one when none is free or none is large enough. */
    byte[] take(int bytes) {
        if (bytes > bufferBytes) return new byte[bytes];
        byte[] buffer = free.poll();
        return buffer != null ? buffer : new byte[bufferBytes];
    }

    void give(byte[] buffer) {
        if (buffer.length == bufferBytes) free.offer(buffer);
    }
}
