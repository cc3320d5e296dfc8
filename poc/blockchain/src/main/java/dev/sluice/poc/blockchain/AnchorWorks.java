package dev.sluice.poc.blockchain;

import java.util.ArrayList;
import java.util.List;

/** Telling the world of works: an event, a stored word, or the root over many. */
final class AnchorWorks implements Option {
    private static final int BATCH = 256;
    private static final String ANNOUNCE = "announce(bytes32,bytes32)";

    private final Chain chain;
    private final String contract;

    AnchorWorks(Chain chain) {
        this.chain = chain;
        contract = chain.deploy(chain.wallet("deployer"), "Anchors");
    }

    @Override
    public String name() {
        return "anchor of a work, as an event";
    }

    @Override
    public Steps life() {
        Wallet creator = chain.wallet("creator");
        byte[] content = new MerkleTree(List.of(creator.address()), 1).root();
        List<String> works = Crowd.of(chain, "work", BATCH).stream().map(Wallet::address).toList();
        byte[] manifest = new MerkleTree(works, 1).root();
        Steps steps = new Steps();
        steps.add("event", send(creator, Call.of(ANNOUNCE, content, manifest)));
        steps.add("stored", send(creator, Call.of("keep(bytes32,bytes32)", content, manifest)));
        Chain.Sent root = send(creator, Call.of(ANNOUNCE, manifest, manifest));
        Cost all = new Cost(root.gas(), root.bytes(), 1);
        steps.add("event with the root over 256, each", all.sharedBy(BATCH));
        return steps;
    }

    private Chain.Sent send(Wallet by, byte[] call) {
        return chain.send(by, contract, 0, call);
    }

    @Override
    public List<byte[]> load(int transactions) {
        List<Wallet> creators = Crowd.of(chain, "load-creator", 10);
        List<byte[]> load = new ArrayList<>();
        for (int i = 0; i < transactions; i++) {
            Wallet creator = creators.get(i % creators.size());
            byte[] content = new MerkleTree(List.of(creator.address()), i).root();
            byte[] call = Call.of(ANNOUNCE, content, content);
            load.add(creator.transaction(contract, 0, call, 40_000));
        }
        return load;
    }

    @Override
    public long loadGas(Steps steps) {
        return steps.of("event").gas();
    }
}
