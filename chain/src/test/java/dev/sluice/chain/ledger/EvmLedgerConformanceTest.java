package dev.sluice.chain.ledger;

final class EvmLedgerConformanceTest extends LedgerConformance {
    @Override
    TestWorld start() {
        return new EvmWorld();
    }
}
