package dev.sluice.streaming.content;

import dev.sluice.streaming.text.Bytes;

/**
 * One node of the key tree: the seed of an aligned run of 2^level slices. Level is the height above
 * the leaves, index the position within the level. Secret, so it prints redacted.
 */
public record KeySeed(int level, long index, Bytes bytes) {
    public static final int BYTES = 32;

    /** Tallest tree that a {@link Geometry} can ask for. */
    static final int MAX_LEVEL = 28;

    public KeySeed {
        bytes.requireLength(BYTES, "key seed");
        if (level < 0 || level > MAX_LEVEL)
            throw new IllegalArgumentException("key seed level must be 0 to 28, got " + level);
        if (index < 0 || index >= 1L << (MAX_LEVEL - level))
            throw new IllegalArgumentException(
                    "no key seed " + index + " at level " + level + " of any content");
    }

    public static KeySeed of(int level, long index, byte[] bytes) {
        return new KeySeed(level, index, Bytes.of(bytes));
    }

    /** The first slice under this seed. */
    public long first() {
        return index << level;
    }

    /** One past the last slice under this seed; may lie beyond the content's end. */
    public long end() {
        return (index + 1) << level;
    }

    public boolean covers(long slice) {
        return slice >> level == index;
    }

    @Override
    public String toString() {
        return "KeySeed[level=" + level + ", index=" + index + ", redacted]";
    }
}
