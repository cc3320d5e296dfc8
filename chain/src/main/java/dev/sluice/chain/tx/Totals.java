package dev.sluice.chain.tx;

/** How many transactions came into blocks, reverted ones included, and the gas that they used. */
public record Totals(long transactions, long gasUsed) {
    static final Totals NONE = new Totals(0, 0);

    Totals plus(long gas) {
        return new Totals(transactions + 1, gasUsed + gas);
    }
}
