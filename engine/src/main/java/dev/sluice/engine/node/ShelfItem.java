package dev.sluice.engine.node;

import dev.sluice.engine.payee.Offer;
import dev.sluice.streaming.content.HashTree;
import dev.sluice.streaming.content.KeyTree;
import dev.sluice.streaming.store.StoredContent;
import org.jspecify.annotations.Nullable;

/**
 * One work that a node can serve.
 *
 * @param slices where its ciphertext is read from
 * @param keys its key tree when the node is its creator, else null; used by the answer stage only
 */
record ShelfItem(
        Offer offer,
        StoredContent stored,
        HashTree tree,
        SliceSource slices,
        @Nullable KeyTree keys) {
    boolean own() {
        return keys != null;
    }
}
