package dev.sluice.engine.cli;

import dev.sluice.engine.cache.LocalSlices;
import dev.sluice.streaming.content.ContentId;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the slices lie that a gateway buys: as those of {@code play}, for each of its works. They
 * stay when it stops.
 */
final class GatewayShelf implements AutoCloseable {
    private final Disk disk;
    private final Output output;
    private final List<PlayStore> stores = new ArrayList<>();

    GatewayShelf(Disk disk, Output output) {
        this.disk = disk;
        this.output = output;
    }

    LocalSlices of(ContentId content, byte[] signedManifest) throws Exception {
        PlayStore store = new PlayStore(disk, PlayStore.Keep.UNTIL_PLAYED, output);
        stores.add(store);
        return store.of(content, signedManifest);
    }

    @Override
    public void close() {
        stores.forEach(PlayStore::close);
    }
}
