package dev.sluice.poc.microtransaction;

/** Payments that one signed root stands for, as their payer has them. */
interface Batch {
    byte[] root();

    /** What pays the first n slices of the batch. */
    byte[] reveal(int n);

    /** Makes the batch that a secret determines. */
    interface Maker {
        Batch make(byte[] secret, int length);
    }

    /** The payee's half. */
    interface Check {
        /** Whether this pays the first n; cheap when it goes on from what was seen before. */
        boolean opens(int n, byte[] revealed);
    }

    /** Makes the payee's half from the root that was signed. */
    interface CheckMaker {
        Check make(byte[] root, int length);
    }
}
