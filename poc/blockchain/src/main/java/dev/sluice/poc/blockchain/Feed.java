package dev.sluice.poc.blockchain;

import dev.sluice.payments.crypto.Keccak256;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.web3j.utils.Numeric;
import tools.jackson.databind.JsonNode;

/** Sends signed transactions to a chain that keeps time, and sees when each is in a block. */
final class Feed {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_NS = 5_000_000;

    private final Evm evm;
    private final List<byte[]> transactions;
    private final int batch;
    private final Duration pause;
    private final Map<String, Long> sentNs = new ConcurrentHashMap<>();
    private final List<Block> blocks = new ArrayList<>();

    /** In batches of so many a request, with a pause after each. */
    Feed(Evm evm, List<byte[]> transactions, int batch, Duration pause) {
        this.evm = evm;
        this.transactions = transactions;
        this.batch = batch;
        this.pause = pause;
    }

    /** Sends from another thread while this one looks for blocks. */
    Sighting run(int deeper) {
        CompletableFuture<Void> sending = CompletableFuture.runAsync(this::sendAll);
        Sighting seen = watch(deeper);
        sending.join();
        return seen;
    }

    void sendAll() {
        for (int from = 0; from < transactions.size(); from += batch) {
            List<byte[]> some =
                    transactions.subList(from, Math.min(from + batch, transactions.size()));
            long nowNs = System.nanoTime();
            for (byte[] one : some) sentNs.put(Numeric.toHexString(Keccak256.hash(one)), nowNs);
            evm.each("eth_sendRawTransaction", some.stream().map(Numeric::toHexString).toList());
            if (!pause.isZero()) LockSupport.parkNanos(pause.toNanos());
        }
    }

    /** Waits until all are in blocks and so many more blocks are there. */
    Sighting watch(int deeper) {
        long next = evm.number("eth_blockNumber") + 1;
        long startNs = System.nanoTime();
        int seen = 0;
        while (seen < transactions.size() || deeper > 0) {
            if (System.nanoTime() - startNs > PATIENCE.toNanos())
                throw new IllegalStateException(
                        seen + " of " + transactions.size() + " in blocks after " + PATIENCE);
            JsonNode block = evm.call("eth_getBlockByNumber", "0x" + Long.toHexString(next), false);
            if (block.isNull()) {
                LockSupport.parkNanos(LOOK_NS);
                continue;
            }
            if (seen == transactions.size()) deeper--;
            seen += add(next++, block);
        }
        return new Sighting(startNs, Map.copyOf(sentNs), blocks);
    }

    private int add(long number, JsonNode json) {
        List<String> hashes = new ArrayList<>();
        for (JsonNode hash : json.path("transactions")) hashes.add(hash.asString());
        long gas = Long.decode(json.path("gasUsed").asString());
        blocks.add(new Block(number, System.nanoTime(), hashes, gas));
        return hashes.size();
    }

    /** How many of them were reverted. */
    int reverted() {
        int reverted = 0;
        for (Block block : blocks) {
            String number = "0x" + Long.toHexString(block.number());
            for (JsonNode receipt : evm.call("eth_getBlockReceipts", number))
                if (!receipt.path("status").asString().equals("0x1")) reverted++;
        }
        return reverted;
    }

    /** A block, when it was seen first, and what is in it. */
    record Block(long number, long seenNs, List<String> hashes, long gas) {}
}
