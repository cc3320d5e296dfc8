package dev.sluice.chain.local;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;

/** A JVM that uses every thread of a ledger and closes it, for {@link AnvilProcessTest}. */
final class LedgerChild {
    private LedgerChild() {}

    public static void main(String[] args) {
        LocalChain chain = LocalChain.start();
        EvmLedger ledger = chain.ledger(chain.devKey(1));
        ledger.subscribe(0, event -> {});
        ledger.deposit(Address.ZERO, Amount.of(1)).join();
        ledger.close();
        chain.close();
        System.out.println("closed");
    }
}
