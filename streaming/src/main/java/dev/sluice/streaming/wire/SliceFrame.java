package dev.sluice.streaming.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sluice.streaming.proto.SliceHeader;
import java.nio.ByteBuffer;

/**
 * The parts of a {@link FrameType#SLICE} payload; the drawing is in the package's documentation.
 *
 * @param header what the ciphertext is
 * @param ciphertextOffset where the ciphertext begins in the payload's array
 * @param ciphertextBytes its length, to the end of the frame
 */
public record SliceFrame(SliceHeader header, int ciphertextOffset, int ciphertextBytes) {
    /** The longest header: pages and identity of one slice. */
    public static final int MAX_HEADER_BYTES = 64 * 1024 - Integer.BYTES;

    /** The payload length for these parts, in bytes. */
    public static int payloadBytes(int headerBytes, int ciphertextBytes) {
        return Math.addExact(Math.addExact(Integer.BYTES, headerBytes), ciphertextBytes);
    }

    /** Writes all that precedes the ciphertext. */
    public static void writeHeader(ByteBuffer target, byte[] header) {
        if (header.length > MAX_HEADER_BYTES) {
            throw new IllegalArgumentException(
                    "slice header of " + header.length + " bytes, at most " + MAX_HEADER_BYTES);
        }
        target.putInt(header.length).put(header);
    }

    /** Takes a payload {@code buffer[0..length)} apart, without copying the ciphertext. */
    public static SliceFrame parse(byte[] buffer, int length) throws WireException {
        if (length < Integer.BYTES) {
            throw WireException.badSlice("payload bytes", Integer.BYTES, length);
        }
        ByteBuffer in = ByteBuffer.wrap(buffer, 0, length);
        int headerBytes = in.getInt();
        int most = Math.min(in.remaining(), MAX_HEADER_BYTES);
        if (headerBytes < 0 || headerBytes > most) {
            throw WireException.badSlice("header bytes", most, Integer.toUnsignedLong(headerBytes));
        }
        SliceHeader header = parseHeader(in.slice(in.position(), headerBytes));
        int offset = Integer.BYTES + headerBytes;
        return new SliceFrame(header, offset, length - offset);
    }

    private static SliceHeader parseHeader(ByteBuffer bytes) throws WireException {
        try {
            return SliceHeader.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw WireException.malformed("slice header", e);
        }
    }
}
