package dev.sluice.engine.cli;

import dev.sluice.engine.cache.Quota;
import dev.sluice.engine.cache.Use;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.HomeLock;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.store.FileSliceStore;
import dev.sluice.streaming.store.StoredContent;
import dev.sluice.streaming.text.Printable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluice content}: what lies in the data directory. */
@Command(
        name = "content",
        description = "The works on this disk. While a node runs here, they are its own.",
        subcommands = {
            ContentCommand.List.class,
            ContentCommand.Pin.class,
            ContentCommand.Unpin.class,
            ContentCommand.Remove.class
        })
final class ContentCommand {
    private ContentCommand() {}

    /** Lists them. */
    @Command(name = "ls", description = "List the works, what they take, and what is pinned.")
    static final class List extends HomeTask {
        @Mixin private QuotaOption quota = new QuotaOption();

        @Override
        public Integer call() throws Exception {
            Home home = home();
            try (HomeLock _ = home.lock("content ls");
                    Disk disk = Disk.open(home, quota, output())) {
                list(home, disk, disk.contents(), true);
                list(home, disk, disk.passing(), false);
            }
            return ExitCode.OK.number();
        }

        private void list(Home home, Disk disk, FileSliceStore store, boolean served)
                throws IOException {
            for (ContentId id : store.list()) {
                StoredContent content = store.open(id);
                Use use = disk.uses().of(id, Disk.nowSeconds());
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("type", "content");
                row.put("content", id.toString());
                row.put("title", content.manifest().offer().title());
                row.put("slices", content.verifiedSlices());
                row.put("of", content.geometry().slices());
                row.put("hash", content.manifest().core().hash().label());
                row.put("diskBytes", Quota.diskBytes(content));
                row.put("own", home.secrets().contains(id));
                row.put("kept", served);
                row.put("pinned", use.pinned());
                row.put("served", use.served());
                if (output().json()) output().result(row);
                else output().result(text(row, content));
            }
        }

        private static String text(Map<String, Object> row, StoredContent content) {
            return "%s  %s  %d of %d slices, %s%s%s  %s"
                    .formatted(
                            row.get("content"),
                            Sizes.bytes(Quota.diskBytes(content)),
                            content.verifiedSlices(),
                            content.geometry().slices(),
                            Boolean.TRUE.equals(row.get("own")) ? "own" : "bought",
                            Boolean.TRUE.equals(row.get("kept")) ? "" : ", until played",
                            Boolean.TRUE.equals(row.get("pinned")) ? ", pinned" : "",
                            Printable.escape(content.manifest().offer().title()));
        }
    }

    /** What is done with one work. */
    abstract static class OfOne extends HomeTask {
        @Parameters(index = "0", paramLabel = "CONTENT", description = "A link or a content id.")
        private String named = "";

        @Override
        public final Integer call() throws Exception {
            ContentId id = Peers.link(named).content();
            Home home = home();
            try (HomeLock _ = home.lock("content");
                    Disk disk = Disk.open(home, new QuotaOption(), output())) {
                if (!disk.contents().contains(id) && !disk.passing().contains(id))
                    throw new CliException(
                            ExitCode.NOT_FOUND, id + " is not here", "see: sluice content ls");
                with(home, disk, id);
            }
            return ExitCode.OK.number();
        }

        abstract void with(Home home, Disk disk, ContentId id) throws IOException;
    }

    /** Keeps it, whatever the quota. */
    @Command(name = "pin", description = "Never delete a work to make room for another.")
    static final class Pin extends OfOne {
        @Override
        void with(Home home, Disk disk, ContentId id) throws IOException {
            disk.uses().pin(id, true, Disk.nowSeconds());
        }
    }

    /** Lets it go when there must be room. */
    @Command(name = "unpin", description = "Let a work make room again.")
    static final class Unpin extends OfOne {
        @Override
        void with(Home home, Disk disk, ContentId id) throws IOException {
            disk.uses().pin(id, false, Disk.nowSeconds());
        }
    }

    /** Deletes it now. */
    @Command(name = "rm", description = "Delete the slices of a work of others.")
    static final class Remove extends OfOne {
        @Override
        void with(Home home, Disk disk, ContentId id) throws IOException {
            if (home.secrets().contains(id))
                throw new CliException(
                        ExitCode.USAGE,
                        id + " is this node's own: its keys are sold from here",
                        "nothing was deleted");
            boolean kept = disk.contents().remove(id);
            boolean passing = disk.passing().remove(id);
            if (!kept && !passing) throw new IOException(id + " could not be deleted");
        }
    }
}
