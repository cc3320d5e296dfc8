package dev.sluice.payments.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The writes of one transaction on the in-memory chain, so that a refused one can be taken back
 * whole.
 */
final class Writes {
    private final Deque<Runnable> undo = new ArrayDeque<>();

    <K, V> void put(Map<K, V> map, K key, V value) {
        V before = map.put(key, value);
        undo.push(() -> restore(map, key, before));
    }

    void commit() {
        undo.clear();
    }

    void rollBack() {
        while (!undo.isEmpty()) undo.pop().run();
    }

    private static <K, V> void restore(Map<K, V> map, K key, @Nullable V before) {
        if (before == null) map.remove(key);
        else map.put(key, before);
    }
}
