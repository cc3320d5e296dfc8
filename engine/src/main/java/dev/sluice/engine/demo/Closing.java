package dev.sluice.engine.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/** What must be closed at the end, last opened first. Any thread; closing twice is harmless. */
final class Closing implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T part) {
        open.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
        IllegalStateException failure = null;
        while (!open.isEmpty())
            try {
                open.pop().close();
            } catch (Exception e) {
                if (failure == null) failure = new IllegalStateException("closing failed", e);
                else failure.addSuppressed(e);
            }
        if (failure != null) throw failure;
    }
}
