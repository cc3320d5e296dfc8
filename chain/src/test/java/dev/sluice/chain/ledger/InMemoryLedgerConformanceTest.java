package dev.sluice.chain.ledger;

import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.InMemoryChain;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.time.Duration;

/** The model passes what the real chain passes. */
final class InMemoryLedgerConformanceTest extends LedgerConformance {
    @Override
    TestWorld start() {
        return new InMemoryWorld();
    }

    private static final class InMemoryWorld implements TestWorld {
        private static final Address CONTRACT = Address.parse("c0".repeat(20));
        private static final Address TOKEN = Address.parse("70".repeat(20));

        private final InMemoryChain chain = new InMemoryChain(new Domain(31_337, CONTRACT), 10);

        @Override
        public Ledger ledger(SecretKey key) {
            return chain.ledger(key.address());
        }

        @Override
        public void fund(Address account, Address token, Amount amount) {
            chain.fund(account, token, amount);
        }

        @Override
        public Address token() {
            return TOKEN;
        }

        @Override
        public void pass(Duration time) {
            chain.advance(time.toSeconds());
        }

        @Override
        public void mine(int blocks) {
            for (int i = 0; i < blocks; i++) chain.mine();
        }

        @Override
        public void reorg(int depth) {
            chain.reorg(depth);
        }

        @Override
        public long timeSeconds() {
            return chain.timeSeconds();
        }

        @Override
        public void close() {}
    }
}
