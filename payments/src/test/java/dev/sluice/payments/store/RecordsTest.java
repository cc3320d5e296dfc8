package dev.sluice.payments.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.money.Bytes32;
import org.junit.jupiter.api.Test;

/** What a stored row may say. */
final class RecordsTest {
    private static final ChannelId CHANNEL = new ChannelId(Bytes32.ZERO);

    @Test
    void aReleaseCoversAtLeastOneSlice() {
        assertEquals(1, new KeyRelease(CHANNEL, Bytes32.ZERO, 0, 1).count());
        assertThrows(
                IllegalArgumentException.class, () -> new KeyRelease(CHANNEL, Bytes32.ZERO, 0, 0));
        assertThrows(
                IllegalArgumentException.class, () -> new KeyRelease(CHANNEL, Bytes32.ZERO, -1, 1));
    }

    @Test
    void thePurposesNumbersOnDiskNeverChange() {
        assertEquals(PayerRecord.Purpose.KEYS, PayerRecord.Purpose.of(0));
        assertEquals(PayerRecord.Purpose.BYTES, PayerRecord.Purpose.of(1));
        assertEquals(PayerRecord.Purpose.NOTHING, PayerRecord.Purpose.of(2));
        assertThrows(IllegalArgumentException.class, () -> PayerRecord.Purpose.of(3));
    }

    private static void noPurchase(long first, long count, long received) {
        Exception why =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new KeyPurchase(Bytes32.ZERO, CHANNEL, first, count, received));
        assertEquals(
                "keys " + first + " + " + count + ", of which came " + received, why.getMessage());
    }

    @Test
    void ofThePurchasedKeysNoneToAllHaveCome() {
        noPurchase(-1, 2, 0);
        noPurchase(0, 0, 0);
        noPurchase(0, 2, -1);
        noPurchase(0, 2, 3);
        assertEquals(2, new KeyPurchase(Bytes32.ZERO, CHANNEL, 0, 2, 0).end());
        assertEquals(2, new KeyPurchase(Bytes32.ZERO, CHANNEL, 0, 2, 2).received());
        assertEquals(1, new KeyPurchase(Bytes32.ZERO, CHANNEL, 0, 1, 1).count());
    }
}
