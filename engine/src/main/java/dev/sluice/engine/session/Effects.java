package dev.sluice.engine.session;

import dev.sluice.payments.money.Amount;
import org.jspecify.annotations.Nullable;

/**
 * What a session wants done. An amount is the cumulative amount of a voucher to sign and send
 * along.
 */
public interface Effects {
    /** Claim the slice's place in the ring. */
    void claim(long index);

    /** Read the slice from this node's own disk: nobody is asked, and nobody is paid. */
    void readLocal(long index);

    /**
     * The player goes elsewhere: places that were claimed are passed over, and the next one that is
     * claimed is that of {@code first}.
     */
    void turn(long first);

    /** A slice that was kept is not wanted any more. */
    void drop(long index);

    void askSlice(int peer, long index, boolean withPages, @Nullable Amount voucher);

    /**
     * The answer is not wanted: the seeder takes the request back, if nothing of it has left. It
     * answers all the same.
     */
    void cancelSlice(int peer, long index);

    void askKeys(long first, long count, @Nullable Amount voucher);

    /** The slice that has just come is wanted: keep its ciphertext. */
    void keep(long index);

    /** Ciphertext and key of the slice are here: let the ring have it. */
    void publish(long index);

    /** Show the channel to the seeder again, to learn what it holds. */
    void reattach(int peer);

    void dropSeeder(int peer, String why);

    /** All is delivered: pay what is verified and not yet paid. */
    void payRest(int peer, Amount voucher);

    void done();

    void fail(Failure failure);

    /** Why a session cannot go on. */
    record Failure(Kind kind, String text) {
        public enum Kind {
            NO_SEEDER,
            NETWORK,
            PLAYER,
            INTERNAL,
            PAYMENT,
            KEYS_OWED,
            BUDGET,
            INTEGRITY
        }
    }
}
