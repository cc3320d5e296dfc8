package dev.sluice.engine.grant;

import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.store.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The purchases whose grant is served no more: it was passed on, revoked or has expired. The same
 * channel gives no other grant for them, so who wants one again buys on another channel. One empty
 * file each, named by content, channel and range.
 */
public final class EndedPurchases {
    private static final int PARTS = 4;

    private final Path directory;

    private EndedPurchases(Path directory) {
        this.directory = directory;
    }

    public static EndedPurchases at(Path home) {
        return new EndedPurchases(home.resolve("ended"));
    }

    /** Writes it down, forced to disk. */
    public void note(ContentId content, String channel, long first, long count) throws IOException {
        Durable.createPrivateDirectory(directory);
        Durable.write(
                directory.resolve(String.join("-", content + "", channel, first + "", count + "")),
                new byte[0]);
    }

    /** The channels that give no grant for some slice of that range. */
    public Set<String> channels(ContentId content, long first, long count) throws IOException {
        Set<String> channels = new TreeSet<>();
        if (!Files.isDirectory(directory)) return channels;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String[] parts = String.valueOf(file.getFileName()).split("-", -1);
                if (parts.length != PARTS || !parts[0].equals(content.toString())) continue;
                long otherFirst = Long.parseLong(parts[2]);
                long otherCount = Long.parseLong(parts[3]);
                if (first < otherFirst + otherCount && otherFirst < first + count)
                    channels.add(parts[1]);
            }
        }
        return channels;
    }
}
