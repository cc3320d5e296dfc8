package dev.sluice.poc.blockchain;

import dev.sluice.poc.blockchain.Feed.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** When transactions were sent, and when which block was seen. Rates are those of whole blocks. */
record Sighting(long startNs, Map<String, Long> sentNs, List<Block> blocks) {

    /** Milliseconds from sending to seeing the block that is so much deeper, in rising order. */
    List<Long> latenciesMs(int deeper) {
        List<Long> latencies = new ArrayList<>();
        for (int i = 0; i + deeper < blocks.size(); i++) {
            long seenNs = blocks.get(i + deeper).seenNs();
            for (String hash : blocks.get(i).hashes()) {
                Long sent = sentNs.get(hash);
                if (sent != null) latencies.add((seenNs - sent) / 1_000_000);
            }
        }
        return latencies.stream().sorted().toList();
    }

    double transactionsPerSecond() {
        return steady().stream().mapToInt(block -> block.hashes().size()).sum() / steadySeconds();
    }

    double megagasPerSecond() {
        return steady().stream().mapToLong(Block::gas).sum() / 1e6 / steadySeconds();
    }

    /** Blocks between the first and the last that has any of them; all when they are too few. */
    private List<Block> steady() {
        List<Block> used = used();
        return used.size() < 3 ? used : used.subList(1, used.size() - 1);
    }

    private double steadySeconds() {
        List<Block> used = used();
        boolean few = used.size() < 3;
        long fromNs = few ? startNs : used.getFirst().seenNs();
        long toNs = few ? used.getLast().seenNs() : used.get(used.size() - 2).seenNs();
        return (toNs - fromNs) / 1e9;
    }

    private List<Block> used() {
        return blocks.stream().filter(block -> !block.hashes().isEmpty()).toList();
    }

    /** From the start to the last block with any of them. */
    double seconds() {
        return (used().getLast().seenNs() - startNs) / 1e9;
    }

    /** The smallest value that so many per cent are not above. */
    static long percentile(List<Long> sorted, int percent) {
        return sorted.get(Math.max(0, Math.ceilDiv(sorted.size() * percent, 100) - 1));
    }
}
