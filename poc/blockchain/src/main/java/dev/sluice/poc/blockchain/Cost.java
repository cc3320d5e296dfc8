package dev.sluice.poc.blockchain;

/** What transactions take: gas, and bytes of them as signed. */
record Cost(long gas, long bytes, long transactions) {
    static final Cost NONE = new Cost(0, 0, 0);

    Cost plus(Cost other) {
        return new Cost(gas + other.gas, bytes + other.bytes, transactions + other.transactions);
    }

    Cost times(long count) {
        return new Cost(gas * count, bytes * count, transactions * count);
    }

    /** The share of one in so many that it is done for, rounded up. */
    Cost sharedBy(long count) {
        return new Cost(
                Math.ceilDiv(gas, count),
                Math.ceilDiv(bytes, count),
                Math.ceilDiv(transactions, count));
    }
}
