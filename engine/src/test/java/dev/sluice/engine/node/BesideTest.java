package dev.sluice.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class BesideTest {
    private static final class Thing implements AutoCloseable {
        private volatile boolean closed;

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void whatIsNotKeptIsClosedAlsoWhenItOpensLater() throws Exception {
        Thing thing = new Thing();
        CountDownLatch go = new CountDownLatch(1);
        try (Beside<Thing> _ =
                Beside.open(
                        "thing",
                        () -> {
                            go.await();
                            return thing;
                        })) {
            go.countDown();
        }
        assertTrue(thing.closed);
    }

    @Test
    void whatIsKeptStaysOpen() throws Exception {
        Thing thing = new Thing();
        try (Beside<Thing> beside = Beside.open("thing", () -> thing)) {
            assertEquals(thing, beside.get());
            beside.keep();
        }
        assertFalse(thing.closed);
    }

    @Test
    void aFailureIsToldAsItWasToWhoAsksAndNotToWhoCloses() throws Exception {
        IOException failure = new IOException("no disk");
        try (Beside<Thing> beside =
                Beside.open(
                        "thing",
                        () -> {
                            throw failure;
                        })) {
            assertEquals(failure, assertThrows(IOException.class, beside::get));
        }
    }
}
