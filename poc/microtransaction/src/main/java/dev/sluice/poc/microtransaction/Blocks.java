package dev.sluice.poc.microtransaction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A chain that takes one account's transfers in the order of their nonces, a block each two
 * seconds. What was lost on the way to it is sent again after the next block.
 */
final class Blocks {
    static final int BLOCK_MS = 2_000;

    private final Wire wire;
    private final List<Integer> seederOf = new ArrayList<>(); // by nonce
    private final Set<Integer> waiting = new HashSet<>();
    private final long[] included;
    private int nextNonce;

    Blocks(Wire wire, int seeders) {
        this.wire = wire;
        this.included = new long[seeders];
        wire.after(BLOCK_MS, this::block);
    }

    private void block() {
        for (; waiting.remove(nextNonce); nextNonce++) included[seederOf.get(nextNonce)]++;
        for (int nonce = nextNonce; nonce < seederOf.size(); nonce++)
            if (!waiting.contains(nonce)) send(nonce);
        wire.after(BLOCK_MS, this::block);
    }

    private void send(int nonce) {
        wire.send(() -> waiting.add(nonce));
    }

    /** Transfers to this seeder, one for each slice. */
    Till till(int seeder) {
        return new Till() {
            private long sent;

            @Override
            public byte[] attach(long received, boolean urgent) {
                for (; sent < received; sent++) {
                    seederOf.add(seeder);
                    send(seederOf.size() - 1);
                }
                return new byte[0];
            }

            @Override
            public long paid(byte[] message) {
                return included[seeder];
            }
        };
    }
}
