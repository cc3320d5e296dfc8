package dev.sluice.engine.node;

import dev.sluice.engine.grant.KeyAuthority;
import dev.sluice.engine.payee.Offer;
import dev.sluice.streaming.content.HashTree;
import dev.sluice.streaming.content.KeyTree;
import dev.sluice.streaming.store.StoredContent;
import org.jspecify.annotations.Nullable;

/**
 * One work that a node can serve.
 *
 * @param slices where its ciphertext is read from
 * @param keys its key tree when the node is its creator or a delegate, else null; used by the
 *     answer stage only
 * @param right by what right the node sells the keys; null when by none
 */
record ShelfItem(
        Offer offer,
        StoredContent stored,
        HashTree tree,
        SliceSource slices,
        @Nullable KeyTree keys,
        KeyAuthority.@Nullable Right right) {
    /** Whether this node sells the work's keys. */
    boolean sellsKeys() {
        return keys != null && right != null;
    }

    /** Whether this node is the work's creator. */
    boolean own() {
        return right != null && right.isCreator();
    }
}
