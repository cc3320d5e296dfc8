package dev.sluice.engine.node;

import dev.sluice.engine.payee.GateReport;
import dev.sluice.payments.ledger.LedgerHealth;

/**
 * How a serving node stands, at one moment.
 *
 * @param silenceLimitMillis after how long a silence credit stops; zero when it never does
 * @param servedBytes plaintext bytes of the slices that were granted since the start
 */
public record NodeStatus(
        GateReport gate, LedgerHealth ledger, long silenceLimitMillis, long servedBytes) {}
