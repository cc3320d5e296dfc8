package dev.sluice.engine.node;

import dev.sluice.engine.grant.KeyAuthority;
import dev.sluice.engine.payee.Offer;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.HashTree;
import dev.sluice.streaming.content.KeyTree;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.RootSeed;
import dev.sluice.streaming.grant.Delegation;
import dev.sluice.streaming.store.ContentSecrets;
import dev.sluice.streaming.store.SliceStore;
import dev.sluice.streaming.store.StoredContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The works that a node holds, by content digest; found on disk when first asked for. Any thread.
 */
final class Shelf {
    private final SliceStore store;
    private final ContentSecrets secrets;
    private final KeyAuthority authority;
    private final Function<StoredContent, SliceSource> sources;
    private final ConcurrentHashMap<Bytes32, ShelfItem> items = new ConcurrentHashMap<>();

    Shelf(
            SliceStore store,
            ContentSecrets secrets,
            KeyAuthority authority,
            Function<StoredContent, SliceSource> sources) {
        this.store = store;
        this.secrets = secrets;
        this.authority = authority;
        this.sources = sources;
    }

    /** The work, or null when this node does not hold it. */
    @Nullable ShelfItem find(Bytes32 content) {
        ShelfItem item = items.get(content);
        return item != null ? item : items.computeIfAbsent(content, this::load);
    }

    private @Nullable ShelfItem load(Bytes32 content) {
        ContentId id = ContentId.of(content.toBytes());
        try {
            return store.contains(id) ? item(store.open(id), content) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ShelfItem item(StoredContent stored, Bytes32 content) throws IOException {
        Manifest manifest = stored.manifest();
        RootSeed seed = secrets.load(stored.id()).orElse(null);
        KeyAuthority.@Nullable Right right = authority.right(manifest).orElse(null);
        return new ShelfItem(
                offer(content, manifest, right),
                stored,
                new HashTree(manifest.geometry()),
                sources.apply(stored),
                seed,
                seed == null
                        ? null
                        : new KeyTree(seed, manifest.geometry(), manifest.core().cipher()),
                right);
    }

    /** A delegate's keys are paid where its delegation says, with the split that it says. */
    private static Offer offer(
            Bytes32 content, Manifest manifest, KeyAuthority.@Nullable Right right) {
        Delegation delegation = right == null ? null : right.delegation();
        return delegation == null
                ? new Offer(content, Works.price(manifest), Works.splitHash(manifest))
                : new Offer(
                        content,
                        Works.price(manifest),
                        Works.splitHash(delegation),
                        Works.payee(delegation));
    }

    /** Reads the work again when it is next asked for: this node's rights to it have changed. */
    void forget(Bytes32 content) {
        items.remove(content);
    }
}
