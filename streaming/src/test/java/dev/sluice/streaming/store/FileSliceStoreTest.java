package dev.sluice.streaming.store;

import static dev.sluice.streaming.store.StoreFixture.SLICE;
import static dev.sluice.streaming.store.StoreFixture.copyPages;
import static dev.sluice.streaming.store.StoreFixture.copySlice;
import static dev.sluice.streaming.store.StoreFixture.plain;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.content.AddResult;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.content.PageId;
import dev.sluice.streaming.content.Samples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mirror fills up, is closed, and goes on where it was. T19: nothing is named by a title. */
final class FileSliceStoreTest {
    private static final PageId LEAF = new PageId(0, 0);

    @TempDir Path homes;
    private FileSliceStore creator;
    private FileSliceStore mirror;
    private StoredContent source;

    @BeforeEach
    void open() throws IOException {
        creator = FileSliceStore.open(homes.resolve("creator"));
        mirror = FileSliceStore.open(homes.resolve("mirror"));
        source = StoreFixture.publish(creator, homes.resolve("creator"), plain(3 * SLICE + 1));
    }

    @AfterEach
    void close() throws IOException {
        creator.close();
        mirror.close();
    }

    @Test
    void aSliceCountsOnlyOnceItIsForced() throws Exception {
        StoredContent copy = mirror.begin(source.manifestBytes());
        copySlice(source, copy, 2);
        assertFalse(copy.has(2));
        assertTrue(copy.isWritten(2), "it can be read");
        assertEquals(-1, copy.read(3, ByteBuffer.allocate(SLICE + 16)));
        copy.force();
        assertTrue(copy.has(2));
        assertEquals(1, copy.verifiedSlices());
        assertArrayEquals(StoreFixture.cipher(source, 2), StoreFixture.cipher(copy, 2));
    }

    @Test
    void aMirrorGoesOnWhereItWasClosed() throws Exception {
        StoredContent copy = mirror.begin(source.manifestBytes());
        copyPages(source, copy, 0);
        copySlice(source, copy, 0);
        copySlice(source, copy, 3);
        mirror.close();
        mirror = FileSliceStore.open(homes.resolve("mirror"));
        StoredContent again = mirror.open(source.id());
        assertTrue(again.has(0) && again.has(3) && !again.has(1));
        assertArrayEquals(source.page(LEAF), again.page(LEAF));
        for (long slice = 0; slice < 4; slice++) copySlice(source, again, slice);
        again.force();
        assertTrue(again.complete());
        assertEquals(4, again.verifiedSlices());
    }

    @Test
    void aDiscardedSliceIsGoneForGoodUntilItIsWrittenAgain() throws Exception {
        StoredContent copy = mirror.begin(source.manifestBytes());
        copyPages(source, copy, 0);
        for (long slice = 0; slice < 4; slice++) copySlice(source, copy, slice);
        copy.discard(3);
        copy.force();
        copy.discard(1);
        assertEquals(2, copy.verifiedSlices());
        mirror.close();
        mirror = FileSliceStore.open(homes.resolve("mirror"));
        StoredContent again = mirror.open(source.id());
        assertTrue(again.has(0) && again.has(2));
        assertFalse(again.isWritten(1) || again.isWritten(3));
        copySlice(source, again, 1);
        again.force();
        assertTrue(again.has(1));
    }

    @Test
    void onlyTheCreatorsPagesAreKept() throws Exception {
        StoredContent copy = mirror.begin(source.manifestBytes());
        byte[] page = Objects.requireNonNull(source.page(LEAF));
        byte[] forged = page.clone();
        forged[5] ^= 1;
        assertNull(copy.page(LEAF));
        assertEquals(AddResult.MISMATCH, copy.writePage(LEAF, forged));
        assertEquals(AddResult.NO_SUCH_PAGE, copy.writePage(new PageId(1, 0), page));
        assertEquals(AddResult.ADDED, copy.writePage(LEAF, page));
        assertEquals(AddResult.ALREADY_HELD, copy.writePage(LEAF, page));
        assertNull(copy.page(new PageId(7, 7)));
    }

    @Test
    void aPageDamagedOnDiskIsNotServed() throws Exception {
        Path pages = directory(homes.resolve("creator"), source.id()).resolve("pages");
        creator.close();
        byte[] bytes = Files.readAllBytes(pages);
        bytes[100] ^= 1;
        Files.write(pages, bytes);
        creator = FileSliceStore.open(homes.resolve("creator"));
        assertNull(creator.open(source.id()).page(LEAF));
    }

    @Test
    void listsOpensOnceAndRemoves() throws Exception {
        assertEquals(List.of(source.id()), creator.list());
        assertSame(source, creator.open(source.id()));
        assertTrue(creator.contains(source.id()));
        assertTrue(creator.remove(source.id()));
        assertFalse(creator.remove(source.id()));
        assertEquals(List.of(), creator.list());
        assertThrows(NoSuchFileException.class, () -> creator.open(source.id()));
    }

    @Test
    void aNewerManifestReplacesAnOlderOneForGood() throws Exception {
        StoredContent copy = mirror.begin(source.manifestBytes());
        byte[] newer = signed(source.manifest(), 9);
        assertTrue(copy.replaceManifest(newer));
        assertFalse(copy.replaceManifest(source.manifestBytes()));
        assertSame(copy, mirror.begin(source.manifestBytes()));
        byte[] foreign = ManifestCodec.sign(Samples.manifest(), Samples.CREATOR);
        assertThrows(IllegalArgumentException.class, () -> copy.replaceManifest(foreign));
        mirror.close();
        mirror = FileSliceStore.open(homes.resolve("mirror"));
        assertArrayEquals(newer, mirror.open(source.id()).manifestBytes());
    }

    @Test
    void refusesManifestsThatAreNotSigned() {
        assertThrows(IllegalArgumentException.class, () -> mirror.begin(new byte[100]));
    }

    @Test
    void aDamagedManifestStopsItsContentOnly() throws Exception {
        creator.close();
        Files.write(
                directory(homes.resolve("creator"), source.id()).resolve("manifest"), new byte[9]);
        creator = FileSliceStore.open(homes.resolve("creator"));
        assertThrows(IOException.class, () -> creator.open(source.id()));
        assertEquals(List.of(source.id()), creator.list());
    }

    @Test
    void halfBuiltContentsAreSweptAtStartButNotThoseBeingBuilt() throws Exception {
        Path building = homes.resolve("mirror").resolve("building");
        Path abandoned = Files.createDirectories(building.resolve("new-1"));
        Files.write(abandoned.resolve("cipher"), new byte[9]);
        try (BuildDirectory alive = mirror.newBuild()) {
            FileSliceStore.open(homes.resolve("mirror")).close();
            assertFalse(Files.exists(abandoned));
            assertTrue(Files.exists(alive.file("lock")));
        }
    }

    @Test
    void readersNeedRoomAndWritersTheRightLength() throws Exception {
        StoredContent copy = mirror.begin(source.manifestBytes());
        assertThrows(IllegalArgumentException.class, () -> source.read(0, ByteBuffer.allocate(9)));
        assertThrows(
                IllegalArgumentException.class, () -> copy.writeVerified(0, new byte[9], 0, 9));
        assertEquals(-1, source.read(99, ByteBuffer.allocate(9)));
        ByteBuffer roomy = ByteBuffer.allocate(2 * SLICE);
        assertEquals(SLICE + 16, source.read(1, roomy));
        assertEquals(SLICE + 16, roomy.position());
        assertEquals(2 * SLICE, roomy.limit());
    }

    @Test
    void anInterruptedReaderDoesNotDisturbTheOthers() throws Exception {
        StoreFixture.cipher(source, 0);
        Thread.currentThread().interrupt();
        assertThrows(ClosedByInterruptException.class, () -> StoreFixture.cipher(source, 0));
        assertTrue(Thread.interrupted());
        assertEquals(SLICE + 16, StoreFixture.cipher(source, 0).length);
    }

    private static byte[] signed(Manifest manifest, long sequence) {
        return ManifestCodec.sign(
                new Manifest(manifest.core(), Samples.offer(sequence)), Samples.CREATOR);
    }

    private static Path directory(Path home, ContentId id) {
        return home.resolve("content").resolve(id.toString());
    }
}
