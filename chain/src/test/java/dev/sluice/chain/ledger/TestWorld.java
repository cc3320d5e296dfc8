package dev.sluice.chain.ledger;

import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.time.Duration;

/** A chain under test: what {@link LedgerConformance} needs beyond the port. */
interface TestWorld extends AutoCloseable {
    Ledger ledger(SecretKey key);

    /** Gives an account money outside the contract, and coin for gas. */
    void fund(Address account, Address token, Amount amount);

    /** A token that the account can be funded with. */
    Address token();

    /** Lets time pass and ends a block. */
    void pass(Duration time);

    /** Ends that many blocks. */
    void mine(int blocks);

    /** Takes back the last blocks and their transactions. */
    void reorg(int depth);

    /** The time that contracts see, in seconds since 1970. */
    long timeSeconds();

    @Override
    void close();
}
