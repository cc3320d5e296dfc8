package dev.sluice.poc.blockchain;

/** A way to settle payments. */
interface Settlement extends Option {
    /** What a use of it costs, of the steps that {@link #life} measured. */
    Cost cost(Usage usage, Steps steps);

    /** What a seeder more costs in mid-play. */
    Cost furtherSeeder(Steps steps);

    /** Whether a payment counts only when a block has it. */
    boolean waitsForBlock();

    /** What it keeps against a payer that promises more than it has. */
    Promises promises();
}
