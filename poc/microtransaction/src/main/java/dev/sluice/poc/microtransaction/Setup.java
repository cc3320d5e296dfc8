package dev.sluice.poc.microtransaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a batch costs its payer before the first payment: hashes, memory, and an anchor. */
final class Setup {
    private static final int ROUNDS = 9;

    private Setup() {}

    /** By kind and length; medians. */
    static List<Map<String, Object>> costs() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int length : new int[] {64, 1 << 10, 1 << 16}) {
            rows.add(row("ticks", length, HashChain::new, length + 1L));
            rows.add(row("tree", length, PaymentTree::new, 2L * length));
        }
        return rows;
    }

    private static Map<String, Object> row(
            String name, int length, Batch.Maker maker, long hashes) {
        long[] tookNs = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            byte[] secret = Channel.word(round);
            long startNs = System.nanoTime();
            maker.make(secret, length);
            tookNs[round] = System.nanoTime() - startNs;
        }
        Arrays.sort(tookNs);
        return Rows.row(
                "scheme",
                name,
                "payments",
                length,
                "set up, ms",
                String.format(Locale.ROOT, "%.2f", tookNs[ROUNDS / 2] / 1e6),
                "payer keeps, bytes",
                hashes * Keccak.BYTES,
                "anchor, bytes",
                Anchor.BYTES);
    }
}
