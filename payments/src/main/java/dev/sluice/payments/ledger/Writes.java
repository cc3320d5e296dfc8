package dev.sluice.payments.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The writes on the in-memory chain, newest first, with what they overwrote: a refused transaction
 * is taken back whole, and so are the last blocks in a reorg.
 *
 * <pre>
 *   transaction ──commit──► unfinished block ──seal──► last blocks, {@link Ledger#MAX_DEPTH}
 *        └ rollBack                └──────takeBack───────┘
 * </pre>
 */
final class Writes {
    private final Deque<Write<?, ?>> transaction = new ArrayDeque<>();
    private Deque<Write<?, ?>> unfinished = new ArrayDeque<>();
    private final Deque<Deque<Write<?, ?>>> blocks = new ArrayDeque<>();

    private record Write<K, V>(Map<K, V> map, K key, @Nullable V before) {
        void undo() {
            if (before == null) map.remove(key);
            else map.put(key, before);
        }

        @SuppressWarnings("ReferenceEquality") // two empty maps are two places
        boolean isOf(Map<?, ?> other, Object otherKey) {
            return map == other && key.equals(otherKey);
        }
    }

    <K, V> void put(Map<K, V> map, K key, V value) {
        transaction.push(new Write<>(map, key, map.put(key, value)));
    }

    /** The transaction belongs to the unfinished block. */
    void commit() {
        while (!transaction.isEmpty()) unfinished.push(transaction.removeLast());
    }

    void rollBack() {
        undo(transaction);
    }

    /** Ends the block. */
    void seal() {
        blocks.push(unfinished);
        unfinished = new ArrayDeque<>();
        if (blocks.size() > Ledger.MAX_DEPTH) blocks.removeLast();
    }

    /** Takes back the unfinished block and {@code depth} whole ones. */
    void takeBack(int depth) {
        undo(unfinished);
        for (int i = 0; i < depth; i++) undo(blocks.pop());
    }

    /** The value as it stood {@code depth} blocks below the head; 0 counts the unfinished block. */
    <K, V> @Nullable V before(Map<K, V> map, K key, int depth) {
        Lookup<K, V> lookup = new Lookup<>(map, key);
        if (depth > 0) lookup.goBack(unfinished);
        int left = depth;
        for (Deque<Write<?, ?>> block : blocks) {
            if (left-- <= 0) break;
            lookup.goBack(block);
        }
        return lookup.value;
    }

    private static final class Lookup<K, V> {
        private final Map<K, V> map;
        private final K key;
        private @Nullable V value;

        Lookup(Map<K, V> map, K key) {
            this.map = map;
            this.key = key;
            this.value = map.get(key);
        }

        @SuppressWarnings("unchecked") // a write of this very map holds its type of value
        void goBack(Deque<Write<?, ?>> block) {
            for (Write<?, ?> write : block) if (write.isOf(map, key)) value = (V) write.before();
        }
    }

    private static void undo(Deque<Write<?, ?>> writes) {
        while (!writes.isEmpty()) writes.pop().undo();
    }
}
