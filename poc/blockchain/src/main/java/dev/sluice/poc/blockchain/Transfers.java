package dev.sluice.poc.blockchain;

import java.util.ArrayList;
import java.util.List;

/** No contract: for each slice a transfer to the creator and one to the seeder. */
final class Transfers implements Settlement {
    private static final byte[] NOTHING = {};

    private final Chain chain;

    Transfers(Chain chain) {
        this.chain = chain;
    }

    @Override
    public String name() {
        return "transfers";
    }

    @Override
    public Steps life() {
        Wallet payer = chain.wallet("payer");
        String payee = chain.wallet("payee").address();
        Steps steps = new Steps();
        steps.add("pay one of two", chain.send(payer, payee, 1_000, NOTHING));
        return steps;
    }

    @Override
    public Cost cost(Usage usage, Steps steps) {
        return steps.of("pay one of two").times(2 * usage.slices());
    }

    @Override
    public Cost furtherSeeder(Steps steps) {
        return Cost.NONE;
    }

    @Override
    public boolean waitsForBlock() {
        return true;
    }

    @Override
    public Promises promises() {
        return Promises.NOTHING_OWED;
    }

    @Override
    public List<byte[]> load(int transactions) {
        List<Wallet> payers = Crowd.of(chain, "load-payer", 10);
        String payee = chain.wallet("load-payee").address();
        List<byte[]> load = new ArrayList<>();
        for (int i = 0; i < transactions; i++)
            load.add(payers.get(i % payers.size()).transaction(payee, 1_000, NOTHING, 21_000));
        return load;
    }

    @Override
    public long loadGas(Steps steps) {
        return 21_000;
    }
}
