package dev.sluice.streaming.content;

import static dev.sluice.streaming.content.Samples.SLICE;
import static dev.sluice.streaming.content.Samples.geometry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GeometryTest {
    @ParameterizedTest
    @ValueSource(
            longs = {1, SLICE - 1, SLICE, SLICE + 1, 256L * SLICE + 1, Geometry.MAX_CONTENT_BYTES})
    void theSlicesAreExactlyTheContent(long bytes) {
        Geometry geometry = geometry(bytes);
        long last = geometry.slices() - 1;
        assertEquals(bytes, geometry.plainOffset(last) + geometry.sliceLength(last));
        assertEquals(
                geometry.cipherBytes(), geometry.cipherOffset(last) + geometry.cipherLength(last));
        assertEquals(last, geometry.sliceAt(bytes - 1));
        assertEquals(0, geometry.sliceAt(0));
    }

    @Test
    void onlyTheLastSliceIsShort() {
        Geometry geometry = geometry(2L * SLICE + 5);
        assertEquals(3, geometry.slices());
        assertEquals(SLICE, geometry.sliceLength(1));
        assertEquals(5, geometry.sliceLength(2));
        assertEquals(5 + 16, geometry.cipherLength(2));
        assertEquals(2L * (SLICE + 16), geometry.cipherOffset(2));
    }

    @Test
    void mediaIsCutFinerThanTheRest() {
        assertEquals(128 << 10, Geometry.forMedia("Video/mp4", 9).sliceBytes());
        assertEquals(128 << 10, Geometry.forMedia("audio/ogg", 9).sliceBytes());
        assertEquals(256 << 10, Geometry.forMedia("application/zip", 9).sliceBytes());
    }

    @Test
    void refusesWhatIsOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> geometry(0));
        assertThrows(
                IllegalArgumentException.class, () -> geometry(Geometry.MAX_CONTENT_BYTES + 1));
        for (int size : new int[] {0, -SLICE, SLICE / 2, SLICE + 1, 3 * SLICE, 2 << 20})
            assertThrows(IllegalArgumentException.class, () -> new Geometry(1, size));
        assertThrows(IllegalArgumentException.class, () -> geometry(1).sliceLength(1));
        assertThrows(IllegalArgumentException.class, () -> geometry(1).sliceAt(1));
        assertThrows(IllegalArgumentException.class, () -> geometry(1).cipherOffset(-1));
    }
}
