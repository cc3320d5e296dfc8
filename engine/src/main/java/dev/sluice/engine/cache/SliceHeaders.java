package dev.sluice.engine.cache;

import com.google.protobuf.ByteString;
import dev.sluice.streaming.content.HashTree;
import dev.sluice.streaming.content.PageId;
import dev.sluice.streaming.proto.HashPage;
import dev.sluice.streaming.proto.SliceHeader;
import dev.sluice.streaming.store.StoredContent;
import java.io.IOException;

/** What goes before a stored slice's ciphertext in its frame. */
public final class SliceHeaders {
    private SliceHeaders() {}

    /** With the slice's hash pages, or without; fails when one of them is missing or damaged. */
    public static SliceHeader of(StoredContent stored, HashTree tree, long index, boolean withPages)
            throws IOException {
        SliceHeader.Builder header = SliceHeader.newBuilder().setIndex(index);
        if (withPages)
            for (PageId page : tree.pathTo(index)) header.addPages(message(stored, page));
        return header.build();
    }

    private static HashPage message(StoredContent stored, PageId page) throws IOException {
        byte[] bytes = stored.page(page);
        if (bytes == null) throw new IOException("page " + page + " is missing");
        return HashPage.newBuilder()
                .setLevel(page.level())
                .setIndex(page.index())
                .setBytes(ByteString.copyFrom(bytes))
                .build();
    }
}
