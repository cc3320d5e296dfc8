package dev.sluice.payments.ledger;

/**
 * How well the ledger can be reached.
 *
 * @param endpoints how many nodes are configured
 * @param answering how many of them answer and can be believed
 * @param block the newest block that was seen
 * @param silentMillis time since a node last gave a fresh head; zero while one does
 */
public record LedgerHealth(int endpoints, int answering, long block, long silentMillis) {}
