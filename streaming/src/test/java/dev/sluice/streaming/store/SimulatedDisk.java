package dev.sluice.streaming.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Data files that forget. Writes stay in memory until the file is forced; a crash keeps a random
 * part of what was not, torn at sectors, in random order. The n-th write or force can be made to
 * fail.
 */
final class SimulatedDisk {
    private static final int SECTOR = 512;

    private final List<File> files = new ArrayList<>();
    private int operationsLeft = Integer.MAX_VALUE;

    /** A sector that was written and is not forced. */
    private record Sector(long position, ByteBuffer bytes) {}

    DataFile open(Path path) {
        File file = new File(path, new ChannelFile(path));
        files.add(file);
        return file;
    }

    void failAfter(int operations) {
        operationsLeft = operations;
    }

    /** Loses power: afterwards the real files hold what the disk had by chance. */
    void crash(Random random) throws IOException {
        for (File file : files) file.crash(random);
        files.clear();
    }

    private void spend() throws IOException {
        if (operationsLeft-- <= 0) throw new IOException("No space left on device");
    }

    private final class File implements DataFile {
        private final Path path;
        private final ChannelFile real;
        private final List<Sector> unforced = new ArrayList<>();

        File(Path path, ChannelFile real) {
            this.path = path;
            this.real = real;
        }

        @Override
        public synchronized int read(ByteBuffer target, long position) throws IOException {
            int start = target.position();
            long size = Files.size(path);
            for (Sector sector : unforced)
                size = Math.max(size, sector.position() + sector.bytes().capacity());
            int length = (int) Math.max(0, Math.min(target.remaining(), size - position));
            byte[] image = new byte[length];
            real.read(ByteBuffer.wrap(image), position);
            for (Sector sector : unforced) overlay(image, position, sector);
            target.put(image);
            return target.position() - start;
        }

        private void overlay(byte[] image, long position, Sector sector) {
            for (int i = 0; i < sector.bytes().capacity(); i++) {
                long at = sector.position() + i - position;
                if (at >= 0 && at < image.length) image[(int) at] = sector.bytes().get(i);
            }
        }

        @Override
        public synchronized void write(ByteBuffer source, long position) throws IOException {
            spend();
            long at = position;
            while (source.hasRemaining()) {
                byte[] part = new byte[(int) Math.min(source.remaining(), SECTOR - at % SECTOR)];
                source.get(part);
                unforced.add(new Sector(at, ByteBuffer.wrap(part)));
                at += part.length;
            }
        }

        @Override
        public synchronized void force() throws IOException {
            spend();
            for (Sector sector : unforced) real.write(sector.bytes().clear(), sector.position());
            unforced.clear();
        }

        synchronized void crash(Random random) throws IOException {
            Collections.shuffle(unforced, random);
            for (Sector sector : unforced)
                if (random.nextBoolean()) real.write(torn(sector, random), sector.position());
            unforced.clear();
            real.close();
        }

        private ByteBuffer torn(Sector sector, Random random) {
            ByteBuffer bytes = sector.bytes().clear();
            return random.nextInt(4) > 0 ? bytes : bytes.limit(random.nextInt(bytes.capacity()));
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }
}
