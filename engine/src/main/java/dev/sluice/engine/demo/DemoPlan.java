package dev.sluice.engine.demo;

import dev.sluice.engine.node.SliceSource;
import dev.sluice.streaming.store.StoredContent;
import java.nio.file.Path;
import java.util.function.BiFunction;

/**
 * What a demo is to do.
 *
 * @param file what is published
 * @param out where the consumer writes
 * @param workspace an empty directory for the nodes; the demo does not delete it
 * @param seeders how many seeders, at least one
 * @param pricePerMib wei
 * @param seederShareBps the seeders' part of the price, basis points
 * @param sliceBytes slice size, 0 for the media type's default
 * @param faults how seeder {@code i} reads its slices: to show what a lying one comes to
 */
public record DemoPlan(
        Path file,
        Path out,
        Path workspace,
        int seeders,
        long pricePerMib,
        int seederShareBps,
        int sliceBytes,
        BiFunction<Integer, StoredContent, SliceSource> faults) {
    public static final int MAX_SEEDERS = 16;

    public DemoPlan {
        if (seeders < 1 || seeders > MAX_SEEDERS)
            throw new IllegalArgumentException(
                    "seeders outside 1.." + MAX_SEEDERS + ": " + seeders);
    }

    /** Seeders that serve what they hold. */
    public static SliceSource honest(int seeder, StoredContent content) {
        return content::read;
    }
}
