package dev.sluice.streaming.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one stream of bytes, arriving in any pieces, into frames.
 *
 * <p>Each payload byte is copied once, straight into the array that the sink gave for its frame.
 * The five bytes of a header are judged before the sink is asked for memory. Not thread-safe: its
 * stream's thread.
 */
public final class FrameDecoder {
    private static final byte[] NOTHING = {};

    private final FrameSink sink;
    private long header;
    private int headerBytes;
    private @Nullable FrameType type;
    private byte[] payload = NOTHING;
    private int payloadBytes;
    private int filledBytes;
    private boolean paused;
    private boolean stopped;
    private boolean ended;

    public FrameDecoder(FrameSink sink) {
        this.sink = sink;
    }

    /**
     * Takes everything that remains in {@code in}, unless {@link #pause} or {@link #stop} is called
     * on the way.
     *
     * @throws WireException when the bytes break the layout; the decoder must not be fed again
     */
    public void feed(ByteBuffer in) throws WireException {
        while (!stopped && !paused && in.hasRemaining()) {
            if (ended) {
                throw WireException.afterEnd(in.remaining());
            }
            if (type == null) {
                readHeader(in);
            } else {
                readPayload(in, type);
            }
        }
    }

    /**
     * Takes nothing more until {@link #resume}, not even what the current {@link #feed} still
     * holds.
     */
    public void pause() {
        paused = true;
    }

    /** Takes bytes again, from the next call to {@link #feed} on. */
    public void resume() {
        paused = false;
    }

    /** Delivers nothing more, not even what the current call to {@link #feed} still holds. */
    public void stop() {
        stopped = true;
        payload = NOTHING;
    }

    /** True when a frame has begun and is not complete. */
    public boolean insideFrame() {
        return headerBytes > 0;
    }

    /**
     * The stream ended.
     *
     * @throws WireException when it ended inside a frame
     */
    public void finish() throws WireException {
        if (!stopped && insideFrame()) {
            int need = FrameLayout.HEADER_BYTES + (type == null ? 0 : payloadBytes);
            throw WireException.truncated(headerBytes + filledBytes, need);
        }
    }

    private void readHeader(ByteBuffer in) throws WireException {
        while (headerBytes < FrameLayout.HEADER_BYTES && in.hasRemaining()) {
            header = header << Byte.SIZE | (in.get() & 0xff);
            headerBytes++;
        }
        if (headerBytes == FrameLayout.HEADER_BYTES) {
            beginPayload((int) (header & 0xff), header >>> Byte.SIZE);
        }
    }

    private void beginPayload(int code, long length) throws WireException {
        if (length == 0) {
            throw WireException.emptyFrame();
        }
        FrameType known = FrameType.ofCode(code);
        if (known == null) {
            throw WireException.unknownType(code);
        }
        if (length - 1 > known.maxPayloadBytes()) {
            throw WireException.oversize(known, length - 1);
        }
        if (known == FrameType.END) {
            ended = true;
            headerBytes = 0;
            return;
        }
        payloadBytes = (int) (length - 1);
        payload = sink.bufferFor(known, payloadBytes);
        type = known;
        completeIfFull(known);
    }

    private void readPayload(ByteBuffer in, FrameType current) {
        int bytes = Math.min(in.remaining(), payloadBytes - filledBytes);
        in.get(payload, filledBytes, bytes);
        filledBytes += bytes;
        completeIfFull(current);
    }

    private void completeIfFull(FrameType current) {
        if (filledBytes < payloadBytes || stopped) {
            return;
        }
        byte[] whole = payload;
        header = 0;
        headerBytes = 0;
        filledBytes = 0;
        type = null;
        payload = NOTHING;
        sink.onFrame(current, whole, payloadBytes);
    }
}
