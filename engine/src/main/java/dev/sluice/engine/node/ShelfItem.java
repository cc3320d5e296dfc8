package dev.sluice.engine.node;

import dev.sluice.engine.grant.KeyAuthority;
import dev.sluice.engine.payee.Offer;
import dev.sluice.streaming.content.HashTree;
import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.content.KeyTree;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.RootSeed;
import dev.sluice.streaming.store.StoredContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One work that a node can serve.
 *
 * @param slices where its ciphertext is read from
 * @param root what its keys follow from, when the node has it
 * @param keys its key tree when the node is its creator or a delegate, else null; used by the
 *     answer stage only
 * @param right by what right the node sells the keys; null when by none
 */
record ShelfItem(
        Offer offer,
        StoredContent stored,
        HashTree tree,
        SliceSource slices,
        @Nullable RootSeed root,
        @Nullable KeyTree keys,
        KeyAuthority.@Nullable Right right) {
    /** Seeds of a range, from a tree of their own: any thread. */
    List<KeySeed> seeds(long first, long count) {
        if (root == null) throw new IllegalStateException("no root seed");
        Manifest manifest = stored.manifest();
        return new KeyTree(root, manifest.geometry(), manifest.core().cipher())
                .seedsFor(first, count);
    }

    /** Whether this node sells the work's keys. */
    boolean sellsKeys() {
        return keys != null && right != null;
    }

    /** Whether this node is the work's creator. */
    boolean own() {
        return right != null && right.isCreator();
    }
}
