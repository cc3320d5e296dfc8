package dev.sluice.chain.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.chain.rpc.Node;
import dev.sluice.chain.rpc.Rpc;
import dev.sluice.payments.ledger.LedgerEvent;
import dev.sluice.payments.ledger.LedgerEvent.BlockRef;
import dev.sluice.payments.money.Bytes32;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The feed through reorgs, gaps and late starts (T9, F8), on Anvil. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EventFeedTest {
    private LocalChain chain;
    private EvmLedger ledger;
    private long works;

    @BeforeAll
    void start() {
        chain = LocalChain.start();
        ledger = chain.ledger(chain.devKey(1));
    }

    @AfterAll
    void stop() {
        ledger.close();
        chain.close();
    }

    /** For each depth: blocks are seen, replaced, and what holds now is seen again. */
    @Test
    void aReorgIsReportedAndThenWhatHolds() throws Exception {
        for (int depth : List.of(1, 2, 3, 4, 5, 6, 7, 8, 16, 64)) reorgOf(depth);
    }

    private void reorgOf(int depth) throws Exception {
        chain.mine(2);
        Mirror mirror = new Mirror();
        AutoCloseable feed = ledger.subscribe(ledger.blockNumber(), mirror.events::add);
        anchor();
        chain.mine(depth);
        long before = ledger.blockNumber();
        mirror.follow(before);
        assertEquals(1, mirror.anchored.size(), "depth " + depth);
        chain.control().reorg(depth);
        assertTrue(forkBelow(mirror.chain) < before, "Anvil made the same blocks again");
        chain.mine(1);
        mirror.follow(before + 1);
        assertEquals(List.of(forkBelow(mirror.before)), mirror.reorgs, "depth " + depth);
        assertEquals(forkBelow(mirror.chain), before + 1, "what is left is what the chain has");
        assertEquals(1, mirror.anchored.size(), "depth " + depth);
        feed.close();
    }

    /** The last of the blocks that the chain still has. */
    private long forkBelow(List<BlockRef> blocks) {
        try (Rpc rpc = new Rpc(chain.info().rpcUrl(), Duration.ofSeconds(5))) {
            Node node = new Node(rpc);
            for (BlockRef block : blocks.reversed())
                if (node.header(block.number()).filter(h -> h.ref().equals(block)).isPresent())
                    return block.number();
            return blocks.getFirst().number() - 1;
        }
    }

    @Test
    void aVoidEventIsGone() throws Exception {
        chain.mine(2);
        Mirror mirror = new Mirror();
        try (EvmLedger reader = chain.ledger(chain.devKey(2))) {
            AutoCloseable feed = reader.subscribe(reader.blockNumber(), mirror.events::add);
            try (EvmLedger gone = chain.ledger(chain.devKey(2))) { // or it would send it again
                gone.anchor(new Bytes32(9, 9, 9, 9), new Bytes32(9, 9, 9, 9), 9)
                        .get(10, TimeUnit.SECONDS);
            }
            mirror.follow(ledger.blockNumber());
            assertEquals(1, mirror.anchored.size());
            chain.control().reorg(1);
            chain.mine(1);
            mirror.follow(ledger.blockNumber());
            assertEquals(0, mirror.anchored.size());
            feed.close();
        }
    }

    @Test
    void aRollbackIsSeenWithTheNextBlock() throws Exception {
        chain.mine(5);
        Mirror mirror = new Mirror();
        AutoCloseable feed = ledger.subscribe(ledger.blockNumber(), mirror.events::add);
        chain.mine(4);
        long before = ledger.blockNumber();
        mirror.follow(before);
        chain.control().rollback(3);
        chain.control().increaseTime(Duration.ofMinutes(1));
        chain.mine(3);
        mirror.follow(before + 1);
        assertEquals(List.of(before - 3), mirror.reorgs);
        assertEquals(forkBelow(mirror.chain), before + 1);
        feed.close();
    }

    @Test
    void missedBlocksAreReadLater() throws Exception {
        long from = ledger.blockNumber();
        for (int i = 0; i < 3; i++) {
            anchor();
            chain.mine(20);
        }
        Mirror mirror = new Mirror();
        AutoCloseable feed = ledger.subscribe(from, mirror.events::add);
        mirror.follow(ledger.blockNumber());
        assertEquals(3, mirror.anchored.size());
        assertEquals(
                LongStream.rangeClosed(from + 1, ledger.blockNumber()).boxed().toList(),
                mirror.chain.stream().map(BlockRef::number).toList());
        feed.close();
    }

    /** Far behind, only the logs of old blocks are read, in order. */
    @Test
    void aLongGapIsCaughtUp() throws Exception {
        long from = ledger.blockNumber();
        List<Bytes32> expected = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            expected.add(anchor());
            chain.mine(200);
        }
        Mirror mirror = new Mirror();
        AutoCloseable feed = ledger.subscribe(from, mirror.events::add);
        mirror.follow(ledger.blockNumber());
        assertEquals(
                expected, mirror.anchored.stream().map(LedgerEvent.Anchored::content).toList());
        feed.close();
    }

    private Bytes32 anchor() throws Exception {
        Bytes32 content = new Bytes32(1, 2, 3, ++works);
        ledger.anchor(content, new Bytes32(4, 5, 6, 7), works).get(10, TimeUnit.SECONDS);
        return content;
    }

    /** What a listener knows when it does as the port says; checks that blocks come in a row. */
    private static final class Mirror {
        final LinkedBlockingQueue<LedgerEvent> events = new LinkedBlockingQueue<>();
        final List<BlockRef> chain = new ArrayList<>();
        List<BlockRef> before = List.of();
        final List<LedgerEvent.Anchored> anchored = new ArrayList<>();
        final List<Long> reorgs = new ArrayList<>();

        void follow(long untilBlock) throws InterruptedException {
            while (chain.isEmpty() || chain.getLast().number() < untilBlock) {
                LedgerEvent event = events.poll(10, TimeUnit.SECONDS);
                assertTrue(event != null, "block " + untilBlock + " did not come: " + chain);
                take(event);
            }
        }

        private void take(LedgerEvent event) {
            switch (event) {
                case LedgerEvent.Reorg reorg -> {
                    reorgs.add(reorg.block().number());
                    before = List.copyOf(chain);
                    chain.removeIf(block -> block.number() > reorg.block().number());
                    anchored.removeIf(a -> a.block().number() > reorg.block().number());
                }
                case LedgerEvent.NewBlock block -> chain.add(block.block());
                case LedgerEvent.Anchored work -> anchored.add(work);
                default -> {}
            }
        }
    }
}
