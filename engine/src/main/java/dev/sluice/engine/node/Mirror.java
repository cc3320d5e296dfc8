package dev.sluice.engine.node;

import com.google.protobuf.ByteString;
import dev.sluice.engine.cache.Quota;
import dev.sluice.engine.cache.Room;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.engine.wire.Channels;
import dev.sluice.engine.wire.Messages;
import dev.sluice.streaming.content.Check;
import dev.sluice.streaming.content.HashPages;
import dev.sluice.streaming.content.HashTree;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.PageId;
import dev.sluice.streaming.proto.HashPage;
import dev.sluice.streaming.proto.Refusal;
import dev.sluice.streaming.proto.SliceHeader;
import dev.sluice.streaming.proto.SliceRequest;
import dev.sluice.streaming.quic.PeerStream;
import dev.sluice.streaming.quic.StreamHandler;
import dev.sluice.streaming.store.StoredContent;
import dev.sluice.streaming.wire.FrameType;
import dev.sluice.streaming.wire.SliceFrame;
import dev.sluice.streaming.wire.WireException;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a work's ciphertext from its creator, to seed it. Every slice is verified before it
 * counts; what is on disk already is not fetched again.
 *
 * <p>Blocks its caller, which owns it.
 */
public final class Mirror implements StreamHandler {
    private static final int IN_FLIGHT = 16;
    private static final int FORCE_EVERY = 256;
    private static final long ANSWER_SECONDS = 20;
    private static final int URGENCY = 5;

    private final StoredContent content;
    private final Room room;
    private final HashPages pages;
    private final BlockingQueue<Frame> frames = new ArrayBlockingQueue<>(IN_FLIGHT + 2);

    private static final class Frame {
        final @Nullable FrameType type;
        final byte[] buffer;
        final int length;

        Frame(@Nullable FrameType type, byte[] buffer, int length) {
            this.type = type;
            this.buffer = buffer;
            this.length = length;
        }
    }

    private Mirror(StoredContent content, Room room) {
        this.content = content;
        this.room = room;
        Manifest manifest = content.manifest();
        this.pages =
                new HashPages(
                        new HashTree(manifest.geometry()),
                        manifest.core().hash(),
                        manifest.core().root());
    }

    /**
     * Fetches all that is missing from the peer.
     *
     * @param room holds the content
     * @param onSlice told how many slices are on disk
     */
    public static void fetch(
            StoredContent content, PeerClient peer, Room room, LongConsumer onSlice)
            throws IOException, RefusedException {
        if (content.complete()) return;
        Mirror mirror = new Mirror(content, room);
        PeerStream stream = peer.openStream(mirror, URGENCY);
        mirror.run(stream, onSlice);
        stream.finish();
    }

    private void run(PeerStream stream, LongConsumer onSlice) throws IOException, RefusedException {
        long slices = content.geometry().slices();
        long next = 0;
        int inFlight = 0;
        long written = content.verifiedSlices();
        long lastLeaf = -1;
        while (next < slices || inFlight > 0) {
            while (next < slices && inFlight < IN_FLIGHT) {
                long index = next++;
                if (content.isWritten(index)) continue; // what is not forced yet is counted too
                long leaf = index / HashTree.FAN_OUT;
                ask(stream, index, leaf != lastLeaf);
                lastLeaf = leaf;
                inFlight++;
            }
            if (inFlight == 0) break;
            keep(await());
            inFlight--;
            if (++written % FORCE_EVERY == 0) content.force();
            onSlice.accept(written);
        }
        content.force();
    }

    private void ask(PeerStream stream, long index, boolean withPages) {
        byte[] request =
                SliceRequest.newBuilder()
                        .setContent(ByteString.copyFrom(content.id().digest()))
                        .setIndex(index)
                        .setWithPages(withPages)
                        .setMirror(true)
                        .build()
                        .toByteArray();
        stream.send(FrameType.SLICE_REQUEST, request);
    }

    private Frame await() throws IOException, RefusedException {
        try {
            Frame frame = frames.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (frame == null) throw new IOException("no slice for " + ANSWER_SECONDS + " s");
            if (frame.type == null) throw new IOException("the connection closed");
            if (frame.type == FrameType.REFUSED)
                throw PeerClient.refused(
                        Channels.refused(
                                Messages.parse(Refusal.parser(), frame.buffer, frame.length)));
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void keep(Frame frame) throws IOException {
        SliceFrame parts = parse(frame);
        SliceHeader header = parts.header();
        for (HashPage page : header.getPagesList()) keep(page);
        int offset = parts.ciphertextOffset();
        int length = parts.ciphertextBytes();
        if (pages.verifySlice(header.getIndex(), frame.buffer, offset, length) != Check.OK)
            throw new IOException("slice " + header.getIndex() + " does not fit the content root");
        Quota.write(content, room, header.getIndex(), frame.buffer, offset, length);
    }

    private static SliceFrame parse(Frame frame) throws IOException {
        try {
            return SliceFrame.parse(frame.buffer, frame.length);
        } catch (WireException e) {
            throw new IOException("the peer sent a malformed slice: " + e.getMessage(), e);
        }
    }

    private void keep(HashPage page) throws IOException {
        PageId id = new PageId(page.getLevel(), page.getIndex());
        byte[] bytes = page.getBytes().toByteArray();
        if (!pages.add(id, bytes).held())
            throw new IOException("hash page " + id + " does not fit the content root");
        content.writePage(id, bytes);
    }

    @Override
    public void onFrame(PeerStream stream, FrameType type, byte[] buffer, int length) {
        frames.offer(new Frame(type, buffer, length));
    }

    @Override
    public void onFinished(PeerStream stream) {}

    @Override
    public void onClosed(PeerStream stream, @Nullable String error) {
        frames.offer(new Frame(null, new byte[0], 0));
    }
}
