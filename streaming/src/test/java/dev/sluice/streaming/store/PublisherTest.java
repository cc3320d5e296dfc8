package dev.sluice.streaming.store;

import static dev.sluice.streaming.store.StoreFixture.SLICE;
import static dev.sluice.streaming.store.StoreFixture.plain;
import static dev.sluice.streaming.store.StoreFixture.publication;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.content.Check;
import dev.sluice.streaming.content.ContentCore;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.HashPages;
import dev.sluice.streaming.content.HashTree;
import dev.sluice.streaming.content.KeyTree;
import dev.sluice.streaming.content.PageId;
import dev.sluice.streaming.content.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** I7, I8, T11: what a publication holds; and that it appears whole or not at all (T22). */
final class PublisherTest {
    @TempDir Path home;
    private FileSliceStore store;
    private Publisher publisher;

    @BeforeEach
    void open() throws IOException {
        store = FileSliceStore.open(home);
        publisher = new Publisher(store, new ContentSecrets(home));
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, SLICE - 1, SLICE, SLICE + 1, 256 * SLICE + 1})
    void everySliceVerifiesAgainstTheRootAndDecryptsToTheInput(int bytes) throws Exception {
        byte[] plain = plain(bytes);
        StoredContent content = StoreFixture.publish(store, home, plain);
        assertTrue(content.complete());
        ContentCore core = content.manifest().core();
        HashPages pages = new HashPages(new HashTree(core.geometry()), core.hash(), core.root());
        KeyTree keys = new KeyTree(Samples.SEED, core.geometry(), core.cipher());
        for (long slice = 0; slice < core.geometry().slices(); slice++) {
            for (PageId page : pages.missingFor(slice))
                assertTrue(pages.add(page, Objects.requireNonNull(content.page(page))).held());
            byte[] sealed = StoreFixture.cipher(content, slice);
            assertEquals(Check.OK, pages.verifySlice(slice, sealed, 0, sealed.length));
            assertEquals(Check.OK, pages.verifyKey(slice, keys.keyFor(slice)));
            int at = (int) core.geometry().plainOffset(slice);
            assertArrayEquals(
                    Arrays.copyOfRange(plain, at, at + core.geometry().sliceLength(slice)),
                    StoreFixture.decrypted(content, slice));
        }
        Path cipher = home.resolve("content").resolve(content.id().toString()).resolve("cipher");
        assertEquals(core.geometry().cipherBytes(), Files.size(cipher));
    }

    @Test
    void swappedSlicesAndForeignKeysAreTold() throws Exception {
        StoredContent content = StoreFixture.publish(store, home, plain(3 * SLICE));
        ContentCore core = content.manifest().core();
        HashPages pages = new HashPages(new HashTree(core.geometry()), core.hash(), core.root());
        pages.add(new PageId(0, 0), Objects.requireNonNull(content.page(new PageId(0, 0))));
        byte[] second = StoreFixture.cipher(content, 1);
        assertEquals(Check.MISMATCH, pages.verifySlice(0, second, 0, second.length));
        KeyTree keys = new KeyTree(Samples.SEED, core.geometry(), core.cipher());
        assertEquals(Check.MISMATCH, pages.verifyKey(0, keys.keyFor(1)));
    }

    @Test
    void theSameInputSeedAndKeyGiveTheSameContent() throws Exception {
        byte[] plain = plain(2 * SLICE + 9);
        StoredContent first = StoreFixture.publish(store, home, plain);
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        try (FileSliceStore other = FileSliceStore.open(elsewhere)) {
            StoredContent second = StoreFixture.publish(other, elsewhere, plain);
            assertEquals(first.id(), second.id());
            assertArrayEquals(StoreFixture.cipher(first, 2), StoreFixture.cipher(second, 2));
        }
    }

    @Test
    void publishingAgainRenewsTheManifestOnly() throws Exception {
        byte[] plain = plain(100);
        StoredContent first = StoreFixture.publish(store, home, plain);
        StoredContent again =
                publisher.publish(
                        new ByteArrayInputStream(plain), 100, publication(2), Progress.NONE);
        assertEquals(first.id(), again.id());
        assertEquals(2, again.manifest().offer().sequence());
        assertEquals(List.of(first.id()), store.list());
    }

    @Test
    void theRootSeedIsKeptForTheKeyServiceAlone() throws Exception {
        ContentId id = StoreFixture.publish(store, home, plain(100)).id();
        ContentSecrets secrets = new ContentSecrets(home);
        assertEquals(Samples.SEED, secrets.load(id).orElseThrow());
        assertEquals(List.of(id), secrets.list());
        Path file = home.resolve("secrets").resolve(id.toString());
        assertEquals(
                PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
        assertTrue(secrets.load(ContentId.of(new byte[32])).isEmpty());
    }

    @Test
    void aSeedIsNeverUsedForASecondWork() throws Exception {
        StoreFixture.publish(store, home, plain(100));
        assertRefused(
                PublishException.Kind.SEED_REUSED,
                () -> StoreFixture.publish(store, home, plain(101)));
        assertEquals(1, store.list().size());
    }

    @Test
    void aSecretThatOthersMayReadOrThatIsDamagedIsRefused() throws Exception {
        ContentId id = StoreFixture.publish(store, home, plain(100)).id();
        ContentSecrets secrets = new ContentSecrets(home);
        Path file = home.resolve("secrets").resolve(id.toString());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThrows(IOException.class, () -> secrets.load(id));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        byte[] bytes = Files.readAllBytes(file);
        bytes[20] ^= 1;
        Files.write(file, bytes);
        assertThrows(IOException.class, () -> secrets.load(id));
        Files.write(file, new byte[0]);
        assertThrows(IOException.class, () -> secrets.load(id));
    }

    @Test
    void progressEndsAtTheWhole() throws Exception {
        List<Long> seen = new ArrayList<>();
        Path file = Files.write(home.resolve("film"), plain(SLICE + 1));
        publisher.publish(
                file,
                publication(1),
                (done, total) -> {
                    seen.add(done);
                    assertEquals(SLICE + 1, total);
                });
        assertEquals(List.of((long) SLICE, SLICE + 1L), seen);
    }

    @Test
    void emptyMissingAndUnreadableInputsAreTold() throws Exception {
        Path empty = Files.createFile(home.resolve("empty"));
        assertRefused(PublishException.Kind.EMPTY, () -> publish(empty));
        assertRefused(PublishException.Kind.UNREADABLE, () -> publish(home.resolve("missing")));
        assertRefused(PublishException.Kind.UNREADABLE, () -> publish(home));
    }

    @Test
    void anInputThatChangesIsTold() throws Exception {
        assertChange(
                file -> Files.write(file, new byte[1], java.nio.file.StandardOpenOption.APPEND));
        assertChange(file -> Files.write(file, new byte[SLICE]));
        assertChange(file -> Files.setLastModifiedTime(file, FileTime.fromMillis(1_000)));
        byte[] tooFew = plain(100);
        assertRefused(
                PublishException.Kind.CHANGED,
                () ->
                        publisher.publish(
                                new ByteArrayInputStream(tooFew),
                                101,
                                publication(1),
                                Progress.NONE));
    }

    @Test
    void aCancelledPublicationLeavesNothing() throws Exception {
        Path file = Files.write(home.resolve("film"), plain(SLICE + 1));
        assertThrows(
                IllegalStateException.class,
                () ->
                        publisher.publish(
                                file,
                                publication(1),
                                (done, total) -> {
                                    throw new IllegalStateException("cancelled");
                                }));
        assertNothingLeft();
    }

    private void assertChange(FileChange change) throws Exception {
        Path file = Files.write(home.resolve("film"), plain(3 * SLICE));
        boolean[] done = {false};
        assertRefused(
                PublishException.Kind.CHANGED,
                () ->
                        publisher.publish(
                                file,
                                publication(1),
                                (at, total) -> {
                                    if (!done[0]) change.unchecked(file);
                                    done[0] = true;
                                }));
        assertNothingLeft();
    }

    private void assertNothingLeft() throws IOException {
        assertTrue(store.list().isEmpty());
        assertFalse(Files.exists(home.resolve("secrets")));
        try (var left = Files.list(home.resolve("building"))) {
            assertEquals(0, left.count());
        }
    }

    private StoredContent publish(Path file) throws PublishException {
        return publisher.publish(file, publication(1), Progress.NONE);
    }

    private static void assertRefused(
            PublishException.Kind kind, org.junit.jupiter.api.function.Executable publish) {
        PublishException refused = assertThrows(PublishException.class, publish);
        assertEquals(kind, refused.kind(), refused.getMessage());
    }

    /** Something done to a file behind the publisher's back. */
    @FunctionalInterface
    private interface FileChange {
        void apply(Path file) throws IOException;

        default void unchecked(Path file) {
            try {
                apply(file);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
