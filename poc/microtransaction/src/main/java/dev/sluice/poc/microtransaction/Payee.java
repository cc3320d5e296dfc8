package dev.sluice.poc.microtransaction;

/** The side that is paid, as pure state: no clock, no network, no disk. */
interface Payee {
    /**
     * Takes a message and returns how many slices are paid now, all in all. One that is forged,
     * foreign or old changes nothing.
     */
    long accept(byte[] message);

    /** What a contract wants to see to pay that much. */
    Proof proof();

    /**
     * The evidence for a close.
     *
     * @param base slices paid before the batch began; root, length and revealed are empty for a
     *     voucher
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Proof(
            long slices, long base, byte[] root, long length, byte[] signature, byte[] revealed) {}
}
