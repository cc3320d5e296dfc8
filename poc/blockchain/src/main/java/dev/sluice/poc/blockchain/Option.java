package dev.sluice.poc.blockchain;

import java.util.List;

/** A way to write something to a chain, deployed on a chain of its own. */
interface Option {
    String name();

    /** Runs through its life, each step a transaction of its own. */
    Steps life();

    /** Signed transactions of its everyday step, to be sent in this order; prepares their need. */
    List<byte[]> load(int transactions);

    /** Gas of that step, from what {@link #life} measured. */
    long loadGas(Steps steps);

    /** Payments, vouchers or works that one of those transactions settles. */
    default int settlesEach() {
        return 1;
    }
}
