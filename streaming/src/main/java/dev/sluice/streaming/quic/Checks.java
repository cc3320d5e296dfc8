package dev.sluice.streaming.quic;

/** Range checks of settings, with the value and the bounds in the message. */
final class Checks {
    private Checks() {}

    static void range(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    what + " " + value + " is not in " + min + ".." + max);
        }
    }

    static void atMost(String what, long value, String otherWhat, long other) {
        if (value > other) {
            throw new IllegalArgumentException(
                    what + " " + value + " exceeds " + otherWhat + " " + other);
        }
    }
}
