package dev.sluice.payments.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.store.KeyPurchase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeyRangesTest {
    private static final Bytes32 WORK = Samples.bytes32(5);
    private static final ChannelId ID = Samples.CHANNEL.id(Samples.DOMAIN);

    private final KeyRanges keys = new KeyRanges();
    private final List<Long> counted = new ArrayList<>();

    private void receive(long... indices) {
        for (long index : indices) keys.received(index, counted::add);
    }

    @Test
    void whatIsBoughtInARowIsOneRange() {
        keys.buy(4, 2);
        keys.buy(6, 3);
        keys.buy(20, 1);
        assertEquals(9, keys.boughtEnd(4));
        assertEquals(9, keys.boughtEnd(8));
        assertEquals(9, keys.boughtEnd(9));
        assertEquals(3, keys.boughtEnd(3));
        assertEquals(4, keys.nextBought(0));
        assertEquals(20, keys.nextBought(9));
        assertEquals(Long.MAX_VALUE, keys.nextBought(20));
        assertEquals(
                List.of(new KeyPurchase(WORK, ID, 4, 5, 0), new KeyPurchase(WORK, ID, 20, 1, 0)),
                keys.unwritten(WORK, ID));
    }

    @Test
    void nothingIsBoughtTwice() {
        keys.buy(4, 2);
        assertThrows(IllegalArgumentException.class, () -> keys.buy(5, 1));
        assertThrows(IllegalArgumentException.class, () -> keys.buy(3, 2));
        assertThrows(IllegalArgumentException.class, () -> keys.given(4, 1));
        Exception why = assertThrows(IllegalArgumentException.class, () -> keys.given(2, 3));
        assertEquals("keys 2 + 3 bought before", why.getMessage());
        keys.given(2, 1);
        keys.buy(3, 1);
    }

    @Test
    void everyKeyCountsOnceAndInOrder() {
        keys.buy(4, 4);
        receive(6, 5, 5);
        assertEquals(List.of(), counted);
        receive(4, 4, 5, 6);
        assertEquals(List.of(4L, 5L, 6L), counted);
        assertFalse(keys.allReceived());
        receive(7, 8, 3);
        assertEquals(List.of(4L, 5L, 6L, 7L), counted);
        assertTrue(keys.allReceived());
    }

    @Test
    void afterARestartOnlyWhatHadNotComeCounts_I3() {
        keys.restore(new KeyPurchase(WORK, ID, 0, 4, 2));
        receive(0, 1, 2, 3);
        assertEquals(List.of(2L, 3L), counted);
    }

    @Test
    void whatWasGivenDoesNotCountForWhatWasPaid() {
        keys.buy(0, 2);
        keys.given(2, 2);
        receive(0, 1, 2, 3);
        assertEquals(List.of(0L, 1L), counted);
        assertTrue(keys.allReceived());
        keys.buy(4, 1);
        receive(4);
        assertEquals(List.of(0L, 1L, 4L), counted);
    }

    @Test
    void whatIsWrittenIsNoNews() {
        keys.buy(0, 2);
        List<KeyPurchase> rows = keys.unwritten(WORK, ID);
        receive(0);
        keys.written(rows);
        assertTrue(keys.dirty(), "it came after the row was made");
        keys.written(keys.unwritten(WORK, ID));
        assertFalse(keys.dirty());
        assertThrows(IllegalArgumentException.class, () -> new KeyPurchase(WORK, ID, 0, 2, 3));
    }

    @Test
    void aRangeThatGrewAfterItsRowWasMadeIsStillNews_I10() {
        keys.buy(0, 2);
        List<KeyPurchase> rows = keys.unwritten(WORK, ID);
        keys.buy(2, 1);
        keys.written(rows);
        assertTrue(keys.dirty(), "one key more was bought");
        assertEquals(List.of(new KeyPurchase(WORK, ID, 0, 3, 0)), keys.unwritten(WORK, ID));
    }
}
