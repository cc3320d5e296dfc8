package dev.sluice.poc.blockchain;

import dev.sluice.poc.blockchain.Wallet.Voucher;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.web3j.utils.Numeric;

/** One deposit for each payer, a reserve for each payee; vouchers claimed singly or in batches. */
final class Deposits implements Settlement {
    static final int BATCH = 100;

    private static final long RESERVE_WEI = 1_000_000_000L;

    private final Chain chain;
    private final String contract;
    private final boolean batched;

    private Deposits(Chain chain, boolean batched) {
        this.chain = chain;
        this.batched = batched;
        contract =
                chain.deploy(chain.wallet("deployer"), "DepositChannels", Chain.EXIT_DELAY_SECONDS);
    }

    static Deposits single(Chain chain) {
        return new Deposits(chain, false);
    }

    static Deposits batched(Chain chain) {
        return new Deposits(chain, true);
    }

    @Override
    public String name() {
        return batched ? "deposit with channels, in batches" : "deposit with channels";
    }

    String contract() {
        return contract;
    }

    @Override
    public Steps life() {
        Steps steps = new Steps();
        Wallet payer = chain.wallet("payer");
        Wallet payee = chain.wallet("payee");
        openAndClaim(steps, payer, payee);
        claimBatches(steps);
        steps.add("start exit", send(payer, Call.of("startExit(address)", payee.address())));
        chain.passExitDelay();
        steps.add("finish exit", send(payer, Call.of("finishExit(address)", payee.address())));
        steps.add("withdraw deposit", send(payer, Call.of("withdrawFree()")));
        steps.add("withdraw credit", send(payee, Call.of("withdrawCredit()")));
        return steps;
    }

    private void openAndClaim(Steps steps, Wallet payer, Wallet payee) {
        Chain.Sent one = open(payer, List.of(payee));
        Chain.Sent eleven = open(chain.wallet("payer of 11"), Crowd.of(chain, "other", 11));
        steps.add("deposit and open one", one);
        Cost ten = new Cost(eleven.gas() - one.gas(), eleven.bytes() - one.bytes(), 0);
        steps.add("open, each further in the same", ten.sharedBy(10));
        steps.add("top up", open(payer, List.of(payee)));
        addFurther(steps);
        steps.add("claim, first", send(payee, claim(payer, payee, 1_000)));
        steps.add("claim", send(payee, claim(payer, payee, 2_000)));
    }

    private void addFurther(Steps steps) {
        Wallet payer = chain.wallet("payer with more");
        chain.send(payer, contract, RESERVE_WEI * 2, openCall(Crowd.of(chain, "known", 1), 1));
        byte[] open = openCall(Crowd.of(chain, "new", 1), RESERVE_WEI);
        steps.add("open one more, of what is free", send(payer, open));
    }

    private void claimBatches(Steps steps) {
        Wallet payee = chain.wallet("payee of 100");
        List<Wallet> payers = Crowd.of(chain, "payer of 100 ", BATCH);
        for (Wallet payer : payers) open(payer, List.of(payee));
        addBatch(steps, "claim, first, one of 100", send(payee, claims(payers, payee, 1_000)));
        addBatch(steps, "claim, one of 100", send(payee, claims(payers, payee, 2_000)));
    }

    private static void addBatch(Steps steps, String step, Chain.Sent batch) {
        steps.add(step, new Cost(batch.gas(), batch.bytes(), 1).sharedBy(BATCH));
    }

    Chain.Sent open(Wallet payer, List<Wallet> payees) {
        long deposit = RESERVE_WEI * payees.size();
        return chain.send(payer, contract, deposit, openCall(payees, RESERVE_WEI));
    }

    static byte[] openCall(List<Wallet> payees, long reserveWei) {
        List<BigInteger> words = new ArrayList<>();
        for (Wallet payee : payees) {
            BigInteger address = Numeric.toBigInt(payee.address());
            words.add(address.shiftLeft(96).or(BigInteger.valueOf(reserveWei)));
        }
        return Call.withArray("open(uint256[])", words);
    }

    byte[] claim(Wallet payer, Wallet payee, long cumulative) {
        Voucher voucher = voucher(payer, payee, cumulative);
        return Call.of(
                "claim(address,address,uint104,bytes32,bytes32)",
                payer.address(),
                payee.address(),
                cumulative,
                voucher.r(),
                voucher.vs());
    }

    byte[] claims(List<Wallet> payers, Wallet payee, long cumulative) {
        List<Object> rows = new ArrayList<>();
        for (Wallet payer : payers) {
            Voucher voucher = voucher(payer, payee, cumulative);
            rows.addAll(List.of(payer.address(), cumulative, voucher.r(), voucher.vs()));
        }
        return Call.withArray("claimBatch(address,bytes32[])", rows, payee.address());
    }

    private Voucher voucher(Wallet payer, Wallet payee, long cumulative) {
        return payer.sign(Chain.ID, contract, payee.address(), cumulative);
    }

    private Chain.Sent send(Wallet by, byte[] call) {
        return chain.send(by, contract, 0, call);
    }

    /** A payee withdraws once for a hundred vouchers that it has claimed. */
    @Override
    public Cost cost(Usage usage, Steps steps) {
        String suffix = batched ? ", one of 100" : "";
        Cost payee =
                steps.of("claim, first" + suffix)
                        .plus(steps.of("claim" + suffix).times(usage.settlements() - 1))
                        .plus(steps.of("withdraw credit").sharedBy(100))
                        .plus(steps.of("start exit"))
                        .plus(steps.of("finish exit"));
        return steps.of("deposit and open one")
                .plus(steps.of("open, each further in the same").times(usage.seeders()))
                .plus(payee.times(usage.payees()))
                .plus(steps.of("withdraw deposit"));
    }

    @Override
    public Cost furtherSeeder(Steps steps) {
        return steps.of("open one more, of what is free");
    }

    @Override
    public boolean waitsForBlock() {
        return false;
    }

    /** The payer promises its whole deposit to a second payee too, and leaves. */
    @Override
    public Promises promises() {
        Wallet payer = chain.wallet("liar");
        Wallet first = chain.wallet("first");
        Wallet other = chain.wallet("other");
        open(payer, List.of(first));
        boolean twice = isDone(payer, openCall(List.of(other), RESERVE_WEI));
        byte[] finish = Call.of("finishExit(address)", first.address());
        boolean early = isDone(payer, Call.of("startExit(address)", first.address()));
        early &= isDone(payer, finish);
        boolean paid = isDone(first, claim(payer, first, RESERVE_WEI - 1));
        chain.passExitDelay();
        boolean back = isDone(payer, finish) && isDone(payer, Call.of("withdrawFree()"));
        return new Promises(paid && !twice, paid, back && !early);
    }

    private boolean isDone(Wallet by, byte[] call) {
        return chain.isDone(by, contract, 0, call);
    }

    @Override
    public List<byte[]> load(int transactions) {
        return batched ? batches(transactions) : singles(transactions);
    }

    private List<byte[]> singles(int transactions) {
        List<Wallet> payers = Crowd.of(chain, "load-payer", 10);
        List<Wallet> payees = Crowd.of(chain, "load-payee", 10);
        for (int i = 0; i < 10; i++) {
            open(payers.get(i), List.of(payees.get(i)));
            send(payees.get(i), claim(payers.get(i), payees.get(i), 1));
        }
        List<byte[]> load = new ArrayList<>();
        for (int i = 0; i < transactions; i++) {
            Wallet payee = payees.get(i % 10);
            byte[] claim = claim(payers.get(i % 10), payee, 2 + i / 10);
            load.add(payee.transaction(contract, 0, claim, 80_000));
        }
        return load;
    }

    private List<byte[]> batches(int transactions) {
        Wallet payee = chain.wallet("load-payee");
        List<Wallet> payers = Crowd.of(chain, "load-payer", BATCH);
        for (Wallet payer : payers) open(payer, List.of(payee));
        send(payee, claims(payers, payee, 1));
        List<byte[]> load = new ArrayList<>();
        for (int i = 0; i < transactions; i++)
            load.add(payee.transaction(contract, 0, claims(payers, payee, 2 + i), 3_000_000));
        return load;
    }

    @Override
    public long loadGas(Steps steps) {
        return batched ? steps.of("claim, one of 100").gas() * BATCH : steps.of("claim").gas();
    }

    @Override
    public int settlesEach() {
        return batched ? BATCH : 1;
    }
}
