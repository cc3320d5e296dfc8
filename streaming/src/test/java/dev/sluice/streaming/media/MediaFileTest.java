package dev.sluice.streaming.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.content.HotRange;
import dev.sluice.streaming.content.PlayMap;
import dev.sluice.streaming.content.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MediaFileTest {
    private static final int MAX_SEED = 500;

    @TempDir Path directory;

    private static byte[] sample(String name) throws IOException {
        try (InputStream in = MediaFileTest.class.getResourceAsStream("/media/" + name)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    private PlayMap map(byte[] file, String type) throws IOException {
        return MediaFile.map(Files.write(directory.resolve("file"), file), type);
    }

    private PlayMap mp4(byte[] file) throws IOException {
        return map(file, "video/mp4");
    }

    private static String typeAt(byte[] file, long at) {
        return new String(file, (int) at + 4, 4, StandardCharsets.ISO_8859_1);
    }

    @Test
    void theIndexOfAnMp4IsHotWhereverItLies() throws Exception {
        byte[] last = sample("index-last.mp4");
        HotRange hot = mp4(last).hotRanges().getFirst();
        assertEquals("moov", typeAt(last, hot.offset()));
        assertEquals(last.length, hot.offset() + hot.bytes());
        byte[] first = sample("index-first.mp4");
        HotRange ahead = mp4(first).hotRanges().getFirst();
        assertEquals("moov", typeAt(first, ahead.offset()));
        assertEquals(hot.bytes(), ahead.bytes());
        assertEquals(List.of(), mp4(first).segments());
    }

    @Test
    void fragmentsBecomeSegmentsOfSixSecondsThatCoverTheFile() throws Exception {
        byte[] file = sample("fragmented.mp4");
        PlayMap map = mp4(file);
        assertEquals("moof", typeAt(file, map.firstSegment()));
        long at = map.firstSegment();
        for (Segment segment : map.segments()) {
            assertEquals("moof", typeAt(file, at));
            at += segment.bytes();
        }
        assertTrue(file.length - at < 1_000, "only the table of fragments is left");
        assertEquals(
                List.of(6_000, 6_000, 2_000),
                map.segments().stream().map(Segment::millis).toList());
    }

    @Test
    void aTransportStreamIsCutBeforeTheTablesThatPrecedeAKeyPicture() throws Exception {
        byte[] file = sample("stream.ts");
        PlayMap map = map(file, "video/mp2t");
        assertEquals(file.length, map.segmentsEnd());
        long at = map.firstSegment();
        for (Segment segment : map.segments()) {
            assertEquals(0x47, file[(int) at]);
            assertEquals(0, ByteBuffer.wrap(file).getShort((int) at + 1) & 0x1fff, "the tables");
            at += segment.bytes();
        }
        assertEquals(
                List.of(6_000, 6_000, 2_000),
                map.segments().stream().map(Segment::millis).toList());
    }

    @Test
    void ofAnotherFileOrATornOneNothingIsSaid() throws Exception {
        byte[] last = sample("index-last.mp4");
        assertEquals(PlayMap.NONE, mp4(Arrays.copyOf(last, last.length - 1)));
        assertEquals(PlayMap.NONE, mp4(new byte[0]));
        assertEquals(PlayMap.NONE, mp4(sample("stream.ts")));
        assertEquals(PlayMap.NONE, map(last, "video/mp2t"));
        assertEquals(PlayMap.NONE, map(last, "text/plain"));
        byte[] lying = last.clone();
        ByteBuffer.wrap(lying).putInt(0, Integer.MAX_VALUE);
        assertEquals(PlayMap.NONE, mp4(lying));
    }

    /** Whatever the bytes are, a map comes out that lies within the file, or none. */
    @Test
    void noFileBreaksIt() throws Exception {
        List<byte[]> samples =
                List.of(sample("fragmented.mp4"), sample("index-last.mp4"), sample("stream.ts"));
        for (int seed = 0; seed < MAX_SEED; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int kind = random.nextInt(samples.size());
            byte[] file = samples.get(kind).clone();
            // the indexes are near the start, or the end
            int near = kind == 1 ? file.length - 4_000 : 0;
            for (int i = random.nextInt(1, 9); i > 0; i--)
                file[near + random.nextInt(4_000)] = (byte) random.nextInt(256);
            PlayMap map = map(file, kind == 2 ? "video/mp2t" : "video/mp4");
            for (HotRange hot : map.hotRanges())
                assertTrue(hot.offset() + hot.bytes() <= file.length, "seed " + seed);
            assertTrue(map.segmentsEnd() <= file.length, "seed " + seed);
        }
    }
}
