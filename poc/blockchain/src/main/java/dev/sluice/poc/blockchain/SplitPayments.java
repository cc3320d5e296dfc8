package dev.sluice.poc.blockchain;

import java.util.ArrayList;
import java.util.List;

/** A call for each slice that pays creator and seeder their shares. */
final class SplitPayments implements Settlement {
    private static final long PRICE_WEI = 1_000;

    private final Chain chain;
    private final String contract;

    SplitPayments(Chain chain) {
        this.chain = chain;
        contract = chain.deploy(chain.wallet("deployer"), "SplitPayment");
    }

    @Override
    public String name() {
        return "split contract";
    }

    @Override
    public Steps life() {
        Wallet payer = chain.wallet("payer");
        byte[] pay = pay(new Wallet("creator"), new Wallet("seeder"));
        Steps steps = new Steps();
        steps.add("pay, first to both", chain.send(payer, contract, PRICE_WEI, pay));
        steps.add("pay", chain.send(payer, contract, PRICE_WEI, pay));
        return steps;
    }

    /** For wallets; the seeder gets three tenths. */
    byte[] pay(Wallet creator, Wallet seeder) {
        return Call.of("pay(address,address,uint256)", creator.address(), seeder.address(), 3_000);
    }

    String contract() {
        return contract;
    }

    @Override
    public Cost cost(Usage usage, Steps steps) {
        return steps.of("pay").times(usage.slices());
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
        List<Wallet> payers = Crowd.of(chain, "load-payer", Math.min(transactions, 100));
        byte[] pay = pay(chain.wallet("load-creator"), chain.wallet("load-seeder"));
        List<byte[]> load = new ArrayList<>();
        for (int i = 0; i < transactions; i++)
            load.add(payers.get(i % payers.size()).transaction(contract, PRICE_WEI, pay, 60_000));
        return load;
    }

    @Override
    public long loadGas(Steps steps) {
        return steps.of("pay").gas();
    }
}
