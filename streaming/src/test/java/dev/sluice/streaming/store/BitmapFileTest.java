package dev.sluice.streaming.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.streaming.content.SeededTrials;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BitmapFileTest {
    private static final long SLICES = 2L * BitmapFile.BLOCK_SLICES + 5;

    @TempDir Path directory;

    @Test
    void readsBackWhatWasAddedBlockByBlock() {
        SeededTrials.run(
                30,
                random -> {
                    Path path = Files.createTempFile(directory, "bits", "");
                    TreeSet<Long> some = new TreeSet<>();
                    for (int i = 0; i < 50; i++) some.add(random.nextLong(SLICES));
                    some.add(SLICES - 1);
                    try (ChannelFile file = new ChannelFile(path)) {
                        BitmapFile bits = new BitmapFile(file, SLICES);
                        bits.writeAll(new Bitmap(SLICES));
                        bits.add(new Bitmap(SLICES), some);
                        Bitmap read = new Bitmap(SLICES);
                        assertEquals(List.of(), bits.load(read));
                        for (long i = 0; i < SLICES; i++)
                            assertEquals(some.contains(i), read.get(i));
                        assertEquals(some.size(), read.count());
                    }
                });
    }

    @Test
    void namesTheBlocksThatAreDamagedSwappedOrMissing() throws IOException {
        Path path = Files.createTempFile(directory, "bits", "");
        try (ChannelFile file = new ChannelFile(path)) {
            BitmapFile bits = new BitmapFile(file, SLICES);
            bits.writeAll(new Bitmap(SLICES));
            ByteBuffer first = ByteBuffer.allocate(BitmapFile.BLOCK_BYTES);
            file.read(first, 0);
            file.write(first.flip(), BitmapFile.BLOCK_BYTES);
            assertEquals(List.of(1), bits.load(new Bitmap(SLICES)));
            file.write(ByteBuffer.allocate(1).put(0, (byte) 1), 3);
            assertEquals(List.of(0, 1), bits.load(new Bitmap(SLICES)));
        }
        Files.write(path, new byte[0]);
        try (ChannelFile file = new ChannelFile(path)) {
            assertEquals(List.of(0, 1, 2), new BitmapFile(file, SLICES).load(new Bitmap(SLICES)));
        }
    }
}
