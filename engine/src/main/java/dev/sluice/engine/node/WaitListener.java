package dev.sluice.engine.node;

import dev.sluice.streaming.text.PeerAddress;

/** Told what a buyer waits for before it can go on, once for each wait. On the buyer's thread. */
public interface WaitListener {
    WaitListener NONE = (_, _, _, _) -> {};

    /**
     * A payee counts a reserve when so many blocks stand on it.
     *
     * @param block how many do now
     * @param of how many it asks for
     * @param mostSeconds after which it is given up
     */
    void confirmations(PeerAddress payee, long block, long of, long mostSeconds);
}
