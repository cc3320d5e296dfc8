package dev.sluice.engine.node;

import dev.sluice.payments.crypto.Secp256k1;
import dev.sluice.streaming.quic.QuicNode;

/** Loads native code that every node needs soon, while the node opens its files and its ledger. */
public final class Preload {
    private Preload() {}

    /** Begins on a thread of its own; what does not load is told by whoever needs it. */
    public static void begin() {
        Thread.ofPlatform().daemon().name("preload").start(Preload::load);
    }

    private static void load() {
        boolean _ = QuicNode.loads();
        Secp256k1 _ = Secp256k1.best();
    }
}
