package dev.sluice.poc.blockchain;

import dev.sluice.poc.blockchain.Wallet.Voucher;
import java.util.ArrayList;
import java.util.List;

/** One deposit and one signed root over all payees of a payer; each payee claims with a proof. */
final class MerklePayees implements Settlement {
    static final long DEPOSIT_WEI = 1_000_000_000L;

    private static final int PAYERS = 10;
    private static final int PAYEES = 256;

    private final Chain chain;
    private final String contract;
    private final Wallet poster;

    MerklePayees(Chain chain) {
        this.chain = chain;
        poster = chain.wallet("poster");
        contract = chain.deploy(poster, "MerklePayees", Chain.EXIT_DELAY_SECONDS);
    }

    @Override
    public String name() {
        return "Merkle root of payees";
    }

    String contract() {
        return contract;
    }

    @Override
    public Steps life() {
        Steps steps = new Steps();
        Wallet payer = chain.wallet("payer");
        steps.add("deposit", deposit(payer));
        steps.add("top up", deposit(payer));
        List<String> payees = addresses("payee", PAYEES);
        claim(steps, payer, payees.subList(0, 2), 1);
        claim(steps, payer, payees.subList(0, 16), 3);
        claim(steps, payer, payees, 5);
        steps.add("start exit", send(payer, Call.of("startExit()")));
        chain.passExitDelay();
        steps.add("finish exit", send(payer, Call.of("finishExit()")));
        return steps;
    }

    /** Two roots and a payee that has claimed nothing yet. */
    private void claim(Steps steps, Wallet payer, List<String> payees, int sequence) {
        String suffix = ", " + payees.size() + " payees";
        for (int round = 0; round < 2; round++) {
            MerkleTree tree = new MerkleTree(payees, 1_000L * (round + 1));
            String first = round == 0 ? ", first" : "";
            Chain.Sent posted = send(poster, post(payer, tree.root(), sequence + round));
            if (sequence == 1) steps.add("post root" + first, posted);
            byte[] claim = claim(payer, payees, sequence - 1, tree, 1_000L * (round + 1));
            steps.add("claim" + first + suffix, send(poster, claim));
        }
    }

    Chain.Sent deposit(Wallet payer) {
        return chain.send(payer, contract, DEPOSIT_WEI, Call.of("deposit()"));
    }

    byte[] post(Wallet payer, byte[] root, int sequence) {
        Voucher voucher = payer.sign(Chain.ID, contract, root, sequence);
        return Call.of(
                "post(address,bytes32,uint64,bytes32,bytes32)",
                payer.address(),
                root,
                sequence,
                voucher.r(),
                voucher.vs());
    }

    static byte[] claim(
            Wallet payer, List<String> payees, int payee, MerkleTree tree, long cumulative) {
        return Call.withArray(
                "claim(address,address,uint256,bytes32[])",
                tree.proof(payee),
                payer.address(),
                payees.get(payee),
                cumulative);
    }

    private Chain.Sent send(Wallet by, byte[] call) {
        return chain.send(by, contract, 0, call);
    }

    @Override
    public Cost cost(Usage usage, Steps steps) {
        String suffix = usage.payees() <= 2 ? ", 2 payees" : ", 16 payees";
        Cost payees =
                steps.of("claim, first" + suffix)
                        .plus(steps.of("claim" + suffix).times(usage.settlements() - 1))
                        .times(usage.payees());
        return steps.of("deposit")
                .plus(steps.of("post root, first"))
                .plus(steps.of("post root").times(usage.settlements() - 1))
                .plus(payees)
                .plus(steps.of("start exit"))
                .plus(steps.of("finish exit"));
    }

    /** The deposit is there already; the next root has one leaf more. */
    @Override
    public Cost furtherSeeder(Steps steps) {
        return Cost.NONE;
    }

    @Override
    public boolean waitsForBlock() {
        return false;
    }

    /** The payer promises its whole deposit to each of two, then posts a root without the first. */
    @Override
    public Promises promises() {
        Wallet payer = chain.wallet("liar");
        Wallet keeper = chain.wallet("keeper of a deposit");
        List<String> payees = addresses("promised", 2);
        deposit(payer);
        MerkleTree all = new MerkleTree(payees, DEPOSIT_WEI);
        send(poster, post(payer, all.root(), 1));
        boolean otherPaid = isDone(poster, claim(payer, payees, 1, all, DEPOSIT_WEI));
        boolean firstPaid = isDone(poster, claim(payer, payees, 0, all, DEPOSIT_WEI));

        deposit(keeper);
        MerkleTree with = new MerkleTree(payees, 1_000);
        MerkleTree without = new MerkleTree(addresses("elsewhere", 2), 1_000);
        send(poster, post(keeper, with.root(), 1));
        send(poster, post(keeper, without.root(), 2));
        boolean again = isDone(poster, post(keeper, with.root(), 1));
        boolean lateClaim = isDone(poster, claim(keeper, payees, 0, with, 1_000));
        boolean early = isDone(keeper, Call.of("startExit()"));
        early &= isDone(keeper, Call.of("finishExit()"));
        chain.passExitDelay();
        boolean back = isDone(keeper, Call.of("finishExit()"));
        return new Promises(otherPaid && firstPaid, again || lateClaim, back && !early);
    }

    private boolean isDone(Wallet by, byte[] call) {
        return chain.isDone(by, contract, 0, call);
    }

    private List<String> addresses(String name, int count) {
        return Crowd.of(chain, name, count).stream().map(Wallet::address).toList();
    }

    /** Ten payers, each with a root over 256 payees, then their claims, then the next root. */
    @Override
    public List<byte[]> load(int transactions) {
        List<Wallet> payers = Crowd.of(chain, "load-payer", PAYERS);
        List<Wallet> posters = Crowd.of(chain, "load-poster", PAYERS);
        List<String> payees = addresses("load-payee", PAYEES);
        for (Wallet payer : payers) deposit(payer);
        List<byte[]> load = new ArrayList<>();
        for (int round = 1; load.size() < transactions; round++) {
            MerkleTree tree = new MerkleTree(payees, round);
            for (int i = 0; i < PAYERS; i++) {
                byte[] post = post(payers.get(i), tree.root(), round);
                load.add(posters.get(i).transaction(contract, 0, post, 100_000));
            }
            for (int payee = 0; payee < PAYEES; payee++)
                for (int i = 0; i < PAYERS; i++) {
                    byte[] claim = claim(payers.get(i), payees, payee, tree, round);
                    load.add(posters.get(i).transaction(contract, 0, claim, 120_000));
                }
        }
        return load.subList(0, transactions);
    }

    @Override
    public long loadGas(Steps steps) {
        return steps.of("claim, 256 payees").gas();
    }
}
