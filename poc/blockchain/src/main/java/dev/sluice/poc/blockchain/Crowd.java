package dev.sluice.poc.blockchain;

import java.util.ArrayList;
import java.util.List;

/** Many wallets. */
final class Crowd {
    private Crowd() {}

    static List<Wallet> of(Chain chain, String name, int count) {
        List<Wallet> wallets = new ArrayList<>();
        for (int i = 0; i < count; i++) wallets.add(chain.wallet(name + i));
        return wallets;
    }
}
