package dev.sluice.poc.blockchain;

import dev.sluice.poc.blockchain.Wallet.Voucher;
import java.util.ArrayList;
import java.util.List;

/** A contract for each payer and payee, deployed whole or as a minimal proxy. */
final class SingleChannels implements Settlement {
    private static final long RESERVE_WEI = 1_000_000_000L;

    private final Chain chain;
    private final String factory;

    private SingleChannels(Chain chain, String factory) {
        this.chain = chain;
        this.factory = factory;
    }

    static SingleChannels whole(Chain chain) {
        return new SingleChannels(chain, "");
    }

    static SingleChannels cloned(Chain chain) {
        return new SingleChannels(chain, chain.deploy(chain.wallet("deployer"), "ChannelFactory"));
    }

    @Override
    public String name() {
        return factory.isEmpty() ? "one-channel contract" : "one-channel contract, cloned";
    }

    @Override
    public Steps life() {
        Wallet payer = chain.wallet("payer");
        Wallet payee = chain.wallet("payee");
        Steps steps = new Steps();
        Chain.Sent opened = open(payer, payee);
        String channel = contract(opened);
        steps.add("open", opened);
        steps.add("top up", chain.send(payer, channel, RESERVE_WEI, new byte[0]));
        steps.add("claim, first", chain.send(payee, channel, 0, claim(payer, channel, 1_000)));
        steps.add("claim", chain.send(payee, channel, 0, claim(payer, channel, 2_000)));
        steps.add("start exit", chain.send(payer, channel, 0, Call.of("startExit()")));
        chain.passExitDelay();
        steps.add("finish exit", chain.send(payer, channel, 0, Call.of("finishExit()")));
        return steps;
    }

    Chain.Sent open(Wallet payer, Wallet payee) {
        if (factory.isEmpty())
            return chain.create(
                    payer, RESERVE_WEI, "OneChannel", payee.address(), Chain.EXIT_DELAY_SECONDS);
        byte[] open = Call.of("open(address,uint256)", payee.address(), Chain.EXIT_DELAY_SECONDS);
        return chain.send(payer, factory, RESERVE_WEI, open);
    }

    String contract(Chain.Sent opened) {
        if (factory.isEmpty()) return opened.contract();
        return "0x" + opened.logs().path(0).path("data").asString().substring(26);
    }

    static byte[] claim(Wallet payer, String channel, long cumulative) {
        Voucher voucher = payer.sign(Chain.ID, channel, cumulative);
        return Call.of("claim(uint128,bytes32,bytes32)", cumulative, voucher.r(), voucher.vs());
    }

    @Override
    public Cost cost(Usage usage, Steps steps) {
        return steps.of("open")
                .plus(steps.of("claim, first"))
                .plus(steps.of("claim").times(usage.settlements() - 1))
                .plus(steps.of("start exit"))
                .plus(steps.of("finish exit"))
                .times(usage.payees());
    }

    @Override
    public Cost furtherSeeder(Steps steps) {
        return steps.of("open");
    }

    @Override
    public boolean waitsForBlock() {
        return false;
    }

    /** The payer pays another payee in full and leaves; the first claims after all that. */
    @Override
    public Promises promises() {
        Wallet payer = chain.wallet("liar");
        Wallet first = chain.wallet("first");
        Wallet other = chain.wallet("other");
        String channel = contract(open(payer, first));
        String second = contract(open(payer, other));
        boolean otherPaid = isDone(other, second, claim(payer, second, RESERVE_WEI));
        boolean early = isDone(payer, channel, Call.of("startExit()"));
        early &= isDone(payer, channel, Call.of("finishExit()"));
        boolean firstPaid = isDone(first, channel, claim(payer, channel, RESERVE_WEI - 1));
        chain.passExitDelay();
        boolean back = isDone(payer, channel, Call.of("finishExit()"));
        return new Promises(otherPaid && firstPaid, firstPaid, back && !early);
    }

    private boolean isDone(Wallet by, String channel, byte[] call) {
        return chain.isDone(by, channel, 0, call);
    }

    @Override
    public List<byte[]> load(int transactions) {
        List<Wallet> payers = Crowd.of(chain, "load-payer", 10);
        List<Wallet> payees = Crowd.of(chain, "load-payee", 10);
        List<String> channels = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            channels.add(contract(open(payers.get(i), payees.get(i))));
            byte[] first = claim(payers.get(i), channels.get(i), 1);
            chain.send(payees.get(i), channels.get(i), 0, first);
        }
        List<byte[]> load = new ArrayList<>();
        for (int i = 0; i < transactions; i++) {
            String channel = channels.get(i % 10);
            byte[] claim = claim(payers.get(i % 10), channel, 2 + i / 10);
            load.add(payees.get(i % 10).transaction(channel, 0, claim, 80_000));
        }
        return load;
    }

    @Override
    public long loadGas(Steps steps) {
        return steps.of("claim").gas();
    }
}
