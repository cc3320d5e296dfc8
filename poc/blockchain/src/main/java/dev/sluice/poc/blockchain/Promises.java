package dev.sluice.poc.blockchain;

/**
 * What an adversary could not break, tried on the chain.
 *
 * @param neverBounces a voucher taken in good faith is paid, whatever the payer promises others
 * @param leavesNobodyOut a payee gets its last voucher paid without any further word of the payer
 * @param givesBack the payer gets what is unspent without the payee, and only after the delay
 */
record Promises(boolean neverBounces, boolean leavesNobodyOut, boolean givesBack) {
    /** Of payments that are made at once. */
    static final Promises NOTHING_OWED = new Promises(true, true, true);

    boolean allKept() {
        return neverBounces && leavesNobodyOut && givesBack;
    }
}
