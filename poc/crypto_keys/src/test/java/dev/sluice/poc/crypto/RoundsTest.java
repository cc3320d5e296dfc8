package dev.sluice.poc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

final class RoundsTest {
    @Test
    void theMedianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
        assertEquals(3, Rounds.median(new double[] {9, 1, 3}));
        assertEquals(2.5, Rounds.median(new double[] {9, 1, 3, 2}));
    }

    /** Sixteen times the work: more than four times and less than 64 times the time. */
    @Test
    void moreWorkTakesMoreTime() {
        double ratio = Rounds.brief().faster(checksum(16 << 10), checksum(256 << 10)).median();
        assertTrue(ratio > 4 && ratio < 64, "got " + ratio);
    }

    @Test
    void workThatFailsIsNoFigure() {
        assertThrows(
                IllegalStateException.class,
                () ->
                        Rounds.brief()
                                .nanos(
                                        () -> {
                                            throw new java.io.IOException("broken");
                                        }));
    }

    private static Rounds.Work checksum(int bytes) {
        byte[] in = Samples.bytes(bytes);
        return () -> {
            CRC32 crc = new CRC32();
            crc.update(in);
            return (int) crc.getValue();
        };
    }
}
