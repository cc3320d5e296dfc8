package dev.sluice.chain.tx;

import dev.sluice.payments.ledger.Receipt;
import dev.sluice.payments.money.Address;
import java.util.Optional;

/** A transaction in a block, with the contract that it created, if any. */
public record Included(Receipt receipt, Optional<Address> created) {}
