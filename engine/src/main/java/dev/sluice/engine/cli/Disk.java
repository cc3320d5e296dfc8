package dev.sluice.engine.cli;

import dev.sluice.engine.cache.Quota;
import dev.sluice.engine.cache.Room;
import dev.sluice.engine.cache.Uses;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.SliceSource;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.store.ContentSecrets;
import dev.sluice.streaming.store.FileSliceStore;
import dev.sluice.streaming.store.StoredContent;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The works in a data directory whose lock the caller holds, and what bounds them. */
final class Disk implements AutoCloseable {
    private final FileSliceStore contents;
    private final FileSliceStore passing;
    private final Uses uses;
    private final @Nullable Quota quota;
    private final Output output;
    private volatile Consumer<ContentId> onGone = _ -> {};

    private Disk(Home home, long quotaBytes, Output output) throws IOException {
        this.output = output;
        this.uses = Uses.read(home.usesFile());
        this.contents = home.contents();
        this.passing = home.passing();
        this.quota = quotaBytes == 0 ? null : quota(quotaBytes, home.secrets());
    }

    static Disk open(Home home, QuotaOption quota, Output output) throws IOException {
        return new Disk(home, quota.bytes(), output);
    }

    private Quota quota(long bytes, ContentSecrets secrets) throws IOException {
        Quota quota =
                new Quota(
                        bytes,
                        List.of(passing, contents),
                        uses,
                        secrets::contains,
                        Disk::nowSeconds,
                        this::gone);
        if (quota.used() > bytes)
            output.note(
                    Sizes.bytes(quota.used())
                            + " are pinned, more than the quota of "
                            + Sizes.bytes(bytes)
                            + ": nothing more is kept");
        return quota;
    }

    private void gone(ContentId content) {
        output.note(content + " made room for another work");
        onGone.accept(content);
    }

    static long nowSeconds() {
        return System.currentTimeMillis() / 1_000;
    }

    /** Who is told of works that were deleted to make room. */
    void onGone(Consumer<ContentId> told) {
        onGone = told;
    }

    FileSliceStore contents() {
        return contents;
    }

    FileSliceStore passing() {
        return passing;
    }

    Uses uses() {
        return uses;
    }

    Room room() {
        return quota == null ? Room.UNBOUNDED : quota;
    }

    /** Null without a limit. */
    @Nullable Quota quota() {
        return quota;
    }

    /** What is served counts: it is worth keeping. */
    SliceSource source(StoredContent content) {
        LongAdder served = uses.counter(content.id());
        return (index, target) -> {
            int length = content.read(index, target);
            if (length > 0) served.add(length);
            return length;
        };
    }

    @Override
    public void close() throws IOException {
        try {
            uses.save(nowSeconds());
        } finally {
            passing.close();
            contents.close();
        }
    }
}
