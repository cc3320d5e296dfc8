package dev.sluice.payments.ledger;

import dev.sluice.payments.money.Bytes32;

/** What became of a transaction that was included and did not revert. */
public record Receipt(Bytes32 transaction, long blockNumber, long gasUsed) {}
