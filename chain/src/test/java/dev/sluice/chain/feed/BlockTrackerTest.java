package dev.sluice.chain.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.chain.contract.EventDecoder;
import dev.sluice.chain.rpc.Answer;
import dev.sluice.chain.rpc.Caller;
import dev.sluice.chain.rpc.Node;
import dev.sluice.chain.rpc.RpcCall;
import dev.sluice.payments.ledger.LedgerEvent;
import dev.sluice.payments.ledger.LedgerEvent.BlockRef;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reorgs of every depth, on a chain that is only numbers (T9, F8). */
final class BlockTrackerTest {
    private final Branches chain = new Branches();
    private final List<LedgerEvent> seen = new ArrayList<>();

    /** A node whose blocks are numbers and branches; it has no logs. */
    private static final class Branches implements Caller {
        private final List<Long> branchOf = new ArrayList<>(List.of(0L));
        private long branch;

        void mine(int blocks) {
            for (int i = 0; i < blocks; i++) branchOf.add(branch);
        }

        void reorg(int depth) {
            branch++;
            for (int i = 0; i < depth; i++) branchOf.removeLast();
            mine(depth);
        }

        BlockRef at(long number) {
            return new BlockRef(number, new Bytes32(0, 0, branchOf.get((int) number), number));
        }

        long head() {
            return branchOf.size() - 1L;
        }

        @Override
        public JsonNode call(String method, Object... params) {
            JsonNodeFactory json = JsonNodeFactory.instance;
            if (method.equals("eth_getLogs")) return json.arrayNode();
            String which = String.valueOf(params[0]);
            long number = which.equals("latest") ? head() : Long.decode(which);
            if (number > head()) return json.nullNode();
            ObjectNode block = json.objectNode();
            block.put("number", "0x" + Long.toHexString(number));
            block.put("hash", at(number).hash().toString());
            Bytes32 parent = number == 0 ? Bytes32.ZERO : at(number - 1).hash();
            return block.put("parentHash", parent.toString());
        }

        @Override
        public List<Answer> batch(List<RpcCall> calls) {
            return calls.stream()
                    .<Answer>map(
                            call -> new Answer.Result(call(call.method(), call.params().toArray())))
                    .toList();
        }
    }

    private BlockTracker tracker(long from) {
        EventDecoder decoder = new EventDecoder(Address.ZERO, Address.ZERO);
        return new BlockTracker(new Node(chain), decoder, from, seen::add);
    }

    @Test
    void everyDepthIsReportedAndThenWhatHolds() {
        chain.mine(100);
        BlockTracker tracker = tracker(0);
        tracker.step();
        for (int depth = 1; depth <= 64; depth++) {
            long head = chain.head();
            seen.clear();
            chain.reorg(depth);
            chain.mine(1);
            tracker.step();
            List<LedgerEvent> expected = new ArrayList<>();
            expected.add(new LedgerEvent.Reorg(chain.at(head - depth)));
            for (long n = head - depth + 1; n <= chain.head(); n++)
                expected.add(new LedgerEvent.NewBlock(chain.at(n)));
            assertEquals(expected, seen, "depth " + depth);
        }
    }

    @Test
    void theDeepestReorgIsOneBlockLessThanTheWindow() {
        chain.mine(300);
        BlockTracker tracker = tracker(100);
        tracker.step();
        chain.reorg(BlockWindow.CAPACITY - 1);
        tracker.step();
        assertEquals(
                chain.at(300 - BlockWindow.CAPACITY + 1),
                seen.stream()
                        .filter(LedgerEvent.Reorg.class::isInstance)
                        .findFirst()
                        .orElseThrow()
                        .block());
    }

    /** I10: what was told of forgotten blocks cannot be taken back, so the feed stops. */
    @Test
    void aDeeperReorgIsFatal() {
        chain.mine(300);
        BlockTracker tracker = tracker(100);
        tracker.step();
        chain.reorg(BlockWindow.CAPACITY);
        IllegalStateException fatal = assertThrows(IllegalStateException.class, tracker::step);
        String message = String.valueOf(fatal.getMessage());
        assertTrue(message.startsWith("the chain was reorganised below block 173"), message);
    }

    /** All that was told is void, and nothing older was told. */
    @Test
    void aReorgBelowTheStartVoidsEverything() {
        chain.mine(100);
        BlockTracker tracker = tracker(90);
        tracker.step();
        chain.reorg(50);
        tracker.step();
        assertEquals(new LedgerEvent.Reorg(chain.at(90)), seen.get(10));
        assertEquals(new LedgerEvent.NewBlock(chain.at(100)), seen.getLast());
        assertEquals(21, seen.size());
    }

    @Test
    void aNodeThatLagsChangesNothing() {
        chain.mine(10);
        BlockTracker tracker = tracker(0);
        tracker.step();
        int told = seen.size();
        chain.branchOf.removeLast();
        tracker.step();
        assertEquals(told, seen.size());
        chain.mine(2);
        tracker.step();
        assertEquals(new LedgerEvent.NewBlock(chain.at(11)), seen.getLast());
        assertEquals(told + 1, seen.size());
    }
}
