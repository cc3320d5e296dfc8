package dev.sluice.streaming.store;

import dev.sluice.streaming.content.CipherSuite;
import dev.sluice.streaming.content.HashSuite;
import dev.sluice.streaming.content.HashTree;
import dev.sluice.streaming.content.KeyTree;
import dev.sluice.streaming.content.PageId;
import dev.sluice.streaming.content.Samples;
import dev.sluice.streaming.content.SliceCipher;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;

/** A creator's home, and what tests do with what it published. */
final class StoreFixture {
    static final int SLICE = Samples.SLICE;

    private StoreFixture() {}

    static Publication publication(long sequence) {
        return new Publication(
                Samples.offer(sequence),
                Samples.SEED,
                Samples.CREATOR,
                CipherSuite.AES_256_GCM,
                HashSuite.SHA_256,
                SLICE);
    }

    static byte[] plain(int length) {
        return Samples.random(new Random(length), length);
    }

    static StoredContent publish(FileSliceStore store, Path home, byte[] plain) throws IOException {
        return new Publisher(store, new ContentSecrets(home))
                .publish(
                        new ByteArrayInputStream(plain),
                        plain.length,
                        publication(1),
                        Progress.NONE);
    }

    static byte[] cipher(StoredContent content, long slice) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(content.geometry().cipherLength(slice));
        if (content.read(slice, target) != target.capacity())
            throw new AssertionError("slice " + slice + " is not held");
        return target.array();
    }

    static byte[] decrypted(StoredContent content, long slice) throws IOException {
        KeyTree keys = new KeyTree(Samples.SEED, content.geometry(), CipherSuite.AES_256_GCM);
        byte[] sealed = cipher(content, slice);
        byte[] plain = new byte[content.geometry().sliceLength(slice)];
        SliceCipher cipher = new SliceCipher(content.geometry(), CipherSuite.AES_256_GCM);
        if (!cipher.open(keys.keyFor(slice), slice, sealed, 0, sealed.length, plain, 0))
            throw new AssertionError("slice " + slice + " does not open");
        return plain;
    }

    static void copyPages(StoredContent from, StoredContent to, long slice) throws IOException {
        for (PageId page : new HashTree(from.geometry()).pathTo(slice))
            if (!to.writePage(page, Objects.requireNonNull(from.page(page))).held())
                throw new AssertionError(page + " is not held");
    }

    static void copySlice(StoredContent from, StoredContent to, long slice) throws IOException {
        byte[] bytes = cipher(from, slice);
        to.writeVerified(slice, bytes, 0, bytes.length);
    }
}
