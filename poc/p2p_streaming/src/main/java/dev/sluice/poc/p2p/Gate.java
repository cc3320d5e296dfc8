package dev.sluice.poc.p2p;

/** What a seeder lets through: no more than the greatest voucher that it checked pays for. */
final class Gate {
    private final int channel;
    private final byte[] payer;
    private long paidBaseUnits;
    private long servedBaseUnits;

    /** Of a channel and the public key of who signs its vouchers. */
    Gate(int channel, byte[] payer) {
        this.channel = channel;
        this.payer = payer.clone();
    }

    /**
     * Takes a voucher; false if its signature is not the payer's. A smaller one changes nothing.
     */
    boolean accept(Voucher voucher) {
        if (!voucher.isOf(channel, payer)) return false;
        paidBaseUnits = Math.max(paidBaseUnits, voucher.cumulativeBaseUnits);
        return true;
    }

    /** Charges a request if it is paid for; false, and nothing charged, if it is not. */
    boolean charge(long priceBaseUnits) {
        if (Math.addExact(servedBaseUnits, priceBaseUnits) > paidBaseUnits) return false;
        servedBaseUnits += priceBaseUnits;
        return true;
    }
}
