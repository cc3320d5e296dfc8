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
        assertThrows(IllegalArgumentException.class, () -> PayerRecord.Purpose.of(2));
    }
}
