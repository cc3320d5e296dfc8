package dev.sluice.streaming.content;

import java.util.Locale;

/**
 * How a work is cut: its plaintext length and one slice size, a power of two from 64 KiB to 1 MiB.
 * Only the last slice may be short. In the ciphertext file the slices lie back to back, each
 * followed by its 16-byte tag. All lengths and offsets are bytes.
 */
public record Geometry(long contentBytes, int sliceBytes) {
    public static final int MIN_SLICE_BYTES = 64 << 10;
    public static final int MAX_SLICE_BYTES = 1 << 20;

    /** 16 TiB: keeps the count of slices below 2^28, so that a bitmap of them fits in memory. */
    public static final long MAX_CONTENT_BYTES = 1L << 44;

    /** What authentication adds to every slice. */
    public static final int TAG_BYTES = 16;

    private static final int MEDIA_SLICE_BYTES = 128 << 10;
    private static final int OTHER_SLICE_BYTES = 256 << 10;

    public Geometry {
        if (contentBytes < 1 || contentBytes > MAX_CONTENT_BYTES)
            throw new IllegalArgumentException(
                    "content must have 1 to " + MAX_CONTENT_BYTES + " bytes, got " + contentBytes);
        if (sliceBytes < MIN_SLICE_BYTES
                || sliceBytes > MAX_SLICE_BYTES
                || Integer.bitCount(sliceBytes) != 1)
            throw new IllegalArgumentException(
                    "slice size must be a power of two from 65536 to 1048576, got " + sliceBytes);
    }

    /** The default cut: 128 KiB for video and audio, about 125 ms of play, otherwise 256 KiB. */
    public static Geometry forMedia(String mediaType, long contentBytes) {
        String type = mediaType.toLowerCase(Locale.ROOT);
        boolean media = type.startsWith("video/") || type.startsWith("audio/");
        return new Geometry(contentBytes, media ? MEDIA_SLICE_BYTES : OTHER_SLICE_BYTES);
    }

    public long slices() {
        return (contentBytes + sliceBytes - 1) >> shift();
    }

    /** Plaintext bytes of one slice. */
    public int sliceLength(long index) {
        return (int) Math.min(sliceBytes, contentBytes - (checkIndex(index) << shift()));
    }

    /** Stored bytes of one slice, tag included. */
    public int cipherLength(long index) {
        return sliceLength(index) + TAG_BYTES;
    }

    /** Where a slice begins in the ciphertext file. */
    public long cipherOffset(long index) {
        return checkIndex(index) * (sliceBytes + TAG_BYTES);
    }

    /** Length of the ciphertext file. */
    public long cipherBytes() {
        return contentBytes + slices() * TAG_BYTES;
    }

    /** The slice that holds a plaintext byte. */
    public long sliceAt(long byteOffset) {
        if (byteOffset < 0 || byteOffset >= contentBytes)
            throw new IllegalArgumentException(
                    "offset " + byteOffset + " is outside of " + contentBytes + " bytes");
        return byteOffset >> shift();
    }

    /** Where a slice begins in the plaintext. */
    public long plainOffset(long index) {
        return checkIndex(index) << shift();
    }

    public boolean hasSlice(long index) {
        return index >= 0 && index < slices();
    }

    /**
     * Returns the index, or throws {@link IllegalArgumentException} when there is no such slice.
     */
    public long checkIndex(long index) {
        if (!hasSlice(index))
            throw new IllegalArgumentException(
                    "slice " + index + " is outside of " + slices() + " slices");
        return index;
    }

    /** Throws {@link IllegalArgumentException} unless the range is within the content. */
    void checkRange(long first, long count) {
        if (first < 0 || count < 1 || count > slices() - first)
            throw new IllegalArgumentException(
                    "range of "
                            + count
                            + " from "
                            + first
                            + " is outside of "
                            + slices()
                            + " slices");
    }

    private int shift() {
        return Integer.numberOfTrailingZeros(sliceBytes);
    }
}
