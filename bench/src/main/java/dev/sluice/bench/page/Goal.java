package dev.sluice.bench.page;

/**
 * A goal, and whether a recorded run reached it.
 *
 * @param goal as people say it, such as {@code at least 0.97}
 */
public record Goal(String what, String goal, String measured, boolean held) {
    static Goal atLeast(String what, double goal, double measured) {
        return new Goal(what, "at least " + text(goal), text(measured), measured >= goal);
    }

    static Goal atMost(String what, double goal, double measured) {
        return new Goal(what, "at most " + text(goal), text(measured), measured <= goal);
    }

    static Goal below(String what, double goal, double measured) {
        return new Goal(what, "less than " + text(goal), text(measured), measured < goal);
    }

    static Goal none(String what, long measured) {
        return new Goal(what, "none", Long.toString(measured), measured == 0);
    }

    private static String text(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
