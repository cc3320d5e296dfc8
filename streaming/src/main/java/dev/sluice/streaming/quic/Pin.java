package dev.sluice.streaming.quic;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The peer id that a dial expects, and the one that its handshake showed. Any thread. */
final class Pin {
    private final byte[] expected;
    private volatile byte @Nullable [] shown;

    Pin(byte[] expected) {
        if (expected.length != 32) {
            throw new IllegalArgumentException(
                    "peer id of " + expected.length + " bytes, 32 are needed");
        }
        this.expected = expected.clone();
    }

    /** Notes what was shown; false when it is not what was expected. */
    boolean check(byte[] peerId) {
        shown = peerId;
        return Arrays.equals(expected, peerId);
    }

    byte[] expected() {
        return expected;
    }

    /** The id that answered instead of the expected one, or null. */
    byte @Nullable [] intruder() {
        byte[] actual = shown;
        return actual == null || Arrays.equals(expected, actual) ? null : actual;
    }
}
