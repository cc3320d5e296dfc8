package dev.sluice.engine.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

/** Buffers are used again, and never more than the pool's cap of them are kept. */
final class BufferPoolTest {
    private static final int BYTES = 16;

    private final BufferPool buffers = new BufferPool(BYTES, 2);

    @Test
    void whatWasGivenLastComesAgainFirst() {
        byte[] first = buffers.take(BYTES);
        byte[] second = buffers.take(1);
        assertNotSame(first, second);
        buffers.give(second);
        assertSame(second, buffers.take(BYTES), "one slice at a time needs one buffer");
    }

    @Test
    void beyondItsCapItKeepsNothing() {
        byte[] a = buffers.take(BYTES);
        byte[] b = buffers.take(BYTES);
        byte[] c = buffers.take(BYTES);
        buffers.give(a);
        buffers.give(b);
        buffers.give(c);
        assertSame(a, buffers.take(BYTES));
        assertSame(b, buffers.take(BYTES));
        assertNotSame(c, buffers.take(BYTES));
    }

    @Test
    void aLongerFrameGetsAnArrayOfItsOwnWhichIsNotKept() {
        byte[] longer = buffers.take(BYTES + 1);
        assertEquals(BYTES + 1, longer.length);
        buffers.give(longer);
        assertEquals(BYTES, buffers.take(BYTES).length);
    }
}
