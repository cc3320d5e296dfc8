package dev.sluice.chain.feed;

import dev.sluice.chain.contract.EventDecoder;
import dev.sluice.chain.rpc.Header;
import dev.sluice.chain.rpc.LogEntry;
import dev.sluice.chain.rpc.Node;
import dev.sluice.payments.ledger.LedgerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the chain block by block, and back when it is reorganised (T9).
 *
 * <p>Nodes do not say reliably that a log was removed, so the numbers, hashes and parent hashes of
 * the last blocks are kept here. A block is delivered only as the child of the one before it. A
 * head that is lower than ours but known is a node that lags, and nothing happens. A reorg below
 * the start voids all that was delivered; one below the window, when older blocks were delivered
 * too, cannot be told and is fatal. Owned by the {@link EventFeed}'s thread.
 *
 * <pre>
 *   start ──► ... ──► 128 last blocks ──► tip          ask for the head
 *                          │        ▲
 *                          │ parent of the next block is not our tip:
 *                          └ drop tips until the chain has ours, then Reorg(tip), then go on
 * </pre>
 */
final class BlockTracker {
    private static final int BATCH = 64;
    private static final int FAR_BEHIND = 2 * BlockWindow.CAPACITY;
    private static final int CHUNK = 2_000;

    private final Node endpoints;
    private Node node;
    private final EventDecoder decoder;
    private final long startNumber;
    private final Consumer<LedgerEvent> listener;
    private @Nullable BlockWindow window;

    BlockTracker(
            Node node, EventDecoder decoder, long startNumber, Consumer<LedgerEvent> listener) {
        this.endpoints = node;
        this.node = node;
        this.decoder = decoder;
        this.startNumber = startNumber;
        this.listener = listener;
    }

    /** Asks one node for its head and delivers all that is new. */
    void step() {
        node = endpoints.pinned();
        Header head = node.latestHeader();
        BlockWindow known = window(head);
        if (known == null) return;
        if (isElsewhere(known, head)) rewind(known);
        while (known.tip().number() < head.number() && advance(known, head.number())) {}
    }

    /** Begins at the start block as soon as the chain has it. */
    private @Nullable BlockWindow window(Header head) {
        if (window == null && head.number() >= startNumber)
            node.header(startNumber).ifPresent(start -> window = new BlockWindow(start));
        return window;
    }

    /** Whether a head that is no higher than our tip belongs to another branch. */
    private static boolean isElsewhere(BlockWindow known, Header head) {
        if (head.number() > known.tip().number()) return false;
        Optional<Header> ours = known.at(head.number());
        return ours.isEmpty() || !ours.get().hash().equals(head.hash());
    }

    /** Delivers some blocks after the tip; false when the rest has to wait for the next step. */
    private boolean advance(BlockWindow known, long head) {
        if (head - known.tip().number() > FAR_BEHIND) return catchUp(known, head);
        long from = known.tip().number() + 1;
        List<Header> headers = node.headers(from, Math.min(head, from + BATCH - 1));
        if (headers.isEmpty()) return false;
        if (!known.isNext(headers.getFirst())) {
            rewind(known);
            return true;
        }
        return deliverAll(known, linked(headers));
    }

    /** The headers up to the first that does not follow: the chain changed while we asked. */
    private static List<Header> linked(List<Header> headers) {
        List<Header> linked = new ArrayList<>();
        for (Header header : headers) {
            boolean follows = linked.isEmpty() || linked.getLast().hash().equals(header.parent());
            if (!follows) break;
            linked.add(header);
        }
        return linked;
    }

    private boolean deliverAll(BlockWindow known, List<Header> headers) {
        List<LogEntry> logs = logs(headers.getFirst().number(), headers.getLast().number());
        for (Header header : headers) {
            List<LogEntry> ofBlock = ofBlock(logs, header.number());
            if (!ofBlock.stream().allMatch(log -> log.block().equals(header.ref()))) return false;
            ofBlock.forEach(this::deliver);
            known.push(header);
            listener.accept(new LedgerEvent.NewBlock(header.ref()));
        }
        return true;
    }

    private static List<LogEntry> ofBlock(List<LogEntry> logs, long number) {
        return logs.stream().filter(log -> log.block().number() == number).toList();
    }

    /** Old blocks, too deep to change: only their logs are read, and only the last is announced. */
    private boolean catchUp(BlockWindow known, long head) {
        long from = known.tip().number() + 1;
        long to = Math.min(from + CHUNK - 1, head - BlockWindow.CAPACITY);
        Optional<Header> last = node.header(to);
        if (last.isEmpty()) return false;
        logs(from, to).forEach(this::deliver);
        known.restart(last.get());
        listener.accept(new LedgerEvent.NewBlock(last.get().ref()));
        return true;
    }

    private List<LogEntry> logs(long from, long to) {
        return node.logs(from, to, decoder.emitters());
    }

    private void deliver(LogEntry log) {
        decoder.decode(log).ifPresent(listener);
    }

    private void rewind(BlockWindow known) {
        while (!isOnChain(known.tip()))
            if (!known.dropTip()) {
                restart(known);
                break;
            }
        listener.accept(new LedgerEvent.Reorg(known.tip().ref()));
    }

    private boolean isOnChain(Header block) {
        return node.header(block.number()).filter(h -> h.hash().equals(block.hash())).isPresent();
    }

    /** What stood in blocks that are no longer remembered can be neither kept nor taken back. */
    private void restart(BlockWindow known) {
        if (known.tip().number() > startNumber)
            throw new IllegalStateException(
                    "the chain was reorganised below block "
                            + known.tip().number()
                            + ", deeper than the "
                            + BlockWindow.CAPACITY
                            + " blocks that are followed; restart, so that all is read again");
        long start = Math.min(startNumber, known.tip().number());
        known.restart(node.header(start).orElseGet(node::latestHeader));
    }
}
