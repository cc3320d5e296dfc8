package dev.sluice.poc.microtransaction;

import java.util.List;

/** A way to pay under test; no scheme: transfers on chain. */
record Way(String name, List<Scheme> scheme, int every) {
    static List<Way> all() {
        return List.of(
                new Way("voucher, each slice", List.of(Scheme.vouchers()), 1),
                new Way("voucher, each 4 slices", List.of(Scheme.vouchers()), 4),
                new Way("ticks, chains of 64", List.of(Scheme.ticks(64)), 1),
                new Way("tree of 64 leaves", List.of(Scheme.tree(64)), 1),
                new Way("tree of 1,024 coins", List.of(Scheme.coins(1 << 10)), 1),
                new Way("transfer on chain", List.of(), 1));
    }

    Till till(Signing signing, Blocks blocks, int seeder) {
        if (scheme.isEmpty()) return blocks.till(seeder);
        return Till.of(scheme.getFirst(), Channel.numbered(signing, seeder), every);
    }
}
