package dev.sluice.engine.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much of the disk the works of others may take. */
final class QuotaOption {
    private static final long LEAST = 1L << 20;
    private static final long MOST = 1L << 50;

    @Option(
            names = "--quota",
            paramLabel = "SIZE",
            description =
                    "Works of others take at most this much of the disk, like 20G: the one of least"
                            + " value makes room, unless it is pinned; default: no limit.")
    private @Nullable String quota;

    /** Bytes; 0 for no limit. */
    long bytes() {
        return quota == null ? 0 : Sizes.parse(quota, "--quota", LEAST, MOST);
    }
}
