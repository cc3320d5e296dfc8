package dev.sluice.chain.ledger;

import dev.sluice.chain.local.AnvilSettings;
import dev.sluice.chain.local.DeploySettings;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.time.Duration;

/** The conformance suite's world on Anvil. */
final class EvmWorld implements TestWorld {
    private static final Amount FOR_GAS = Amount.parse("1000000000000000000");

    final LocalChain chain = LocalChain.start(AnvilSettings.DEFAULT, DeploySettings.TRY_OUT);

    @Override
    public Ledger ledger(SecretKey key) {
        return chain.ledger(key);
    }

    @Override
    public void fund(Address account, Address token, Amount amount) {
        chain.fund(account, FOR_GAS.plus(token.isZero() ? amount : Amount.ZERO));
        if (!token.isZero()) chain.mintToken(account, amount);
    }

    @Override
    public Address token() {
        return chain.info().token().orElseThrow();
    }

    @Override
    public void pass(Duration time) {
        chain.increaseTime(time);
    }

    @Override
    public void mine(int blocks) {
        chain.mine(blocks);
    }

    @Override
    public void reorg(int depth) {
        chain.control().reorg(depth);
    }

    @Override
    public long timeSeconds() {
        return chain.control().timeSeconds();
    }

    @Override
    public void close() {
        chain.close();
    }
}
