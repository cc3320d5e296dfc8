package dev.sluice.chain.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.chain.rpc.Header;
import dev.sluice.payments.money.Bytes32;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

final class BlockWindowTest {
    @Test
    void itKeepsTheLastBlocksOnly() {
        BlockWindow window = new BlockWindow(block(0, 1));
        for (int n = 1; n <= 200; n++) window.push(block(n, 1));
        assertEquals(BlockWindow.CAPACITY, window.size());
        assertTrue(window.at(200 - BlockWindow.CAPACITY).isEmpty());
        assertEquals(block(73, 1), window.at(73).orElseThrow());
        assertTrue(window.at(201).isEmpty());
    }

    @Test
    void onlyAChildOfTheTipIsTaken() {
        BlockWindow window = new BlockWindow(block(5, 1));
        assertFalse(window.isNext(block(7, 1)));
        assertFalse(window.isNext(block(6, 2)));
        assertThrows(IllegalArgumentException.class, () -> window.push(block(6, 2)));
        window.push(block(6, 1));
        assertEquals(6, window.tip().number());
    }

    @Test
    void theLastBlockIsNeverDropped() {
        BlockWindow window = new BlockWindow(block(5, 1));
        window.push(block(6, 1));
        assertTrue(window.dropTip());
        assertFalse(window.dropTip());
        assertEquals(5, window.tip().number());
    }

    /** A block of a branch; its parent is the block before it on the same branch. */
    private static Header block(long number, long branch) {
        return new Header(
                number, hash(number, branch), hash(number - 1, branch), BigInteger.ONE, 0);
    }

    private static Bytes32 hash(long number, long branch) {
        return new Bytes32(0, 0, branch, number);
    }
}
