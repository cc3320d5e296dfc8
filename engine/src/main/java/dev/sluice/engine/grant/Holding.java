package dev.sluice.engine.grant;

import dev.sluice.streaming.grant.Denied;
import dev.sluice.streaming.grant.Grant;
import dev.sluice.streaming.grant.HeldSeed;
import java.util.List;

/**
 * What a home's grants give of one work now.
 *
 * @param seeds of the grants that are good
 * @param useless the grants that are not, and why
 */
public record Holding(List<HeldSeed> seeds, List<Useless> useless) {
    /** Nothing is held. */
    public static final Holding NONE = new Holding(List.of(), List.of());

    public Holding {
        seeds = List.copyOf(seeds);
        useless = List.copyOf(useless);
    }

    /** A grant that is not good now. */
    public record Useless(Grant grant, Denied why) {}

    /** Whether good grants give every key that this one would. */
    public boolean replaces(Grant grant) {
        for (long slice = grant.first(); slice < grant.end(); ) {
            long at = slice;
            long end =
                    seeds.stream()
                            .filter(held -> held.seed().covers(at))
                            .mapToLong(held -> held.seed().end())
                            .max()
                            .orElse(at);
            if (end == at) return false;
            slice = end;
        }
        return true;
    }
}
