package dev.sluice.chain.feed;

import dev.sluice.chain.rpc.Header;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The last blocks that were delivered, linked by parent hash: what a reorg is recognised by.
 *
 * <p>Pure: no I/O, no clock. Never empty; owned by one thread.
 */
final class BlockWindow {
    static final int CAPACITY = 128;

    private final Deque<Header> blocks = new ArrayDeque<>();

    BlockWindow(Header start) {
        blocks.addLast(start);
    }

    Header tip() {
        return blocks.getLast();
    }

    int size() {
        return blocks.size();
    }

    /** The block of that number, if it is still remembered. */
    Optional<Header> at(long number) {
        long behind = tip().number() - number;
        if (behind < 0 || behind >= blocks.size()) return Optional.empty();
        return blocks.stream().filter(block -> block.number() == number).findFirst();
    }

    boolean isNext(Header block) {
        return block.number() == tip().number() + 1 && block.parent().equals(tip().hash());
    }

    void push(Header block) {
        if (!isNext(block))
            throw new IllegalArgumentException(
                    "block " + block.ref() + " does not follow " + tip().ref());
        blocks.addLast(block);
        if (blocks.size() > CAPACITY) blocks.removeFirst();
    }

    /** Forgets the tip; false when it is the last that is remembered. */
    boolean dropTip() {
        if (blocks.size() == 1) return false;
        blocks.removeLast();
        return true;
    }

    /** Begins anew at a block. */
    void restart(Header start) {
        blocks.clear();
        blocks.addLast(start);
    }
}
