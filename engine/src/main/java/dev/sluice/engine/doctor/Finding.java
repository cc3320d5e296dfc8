package dev.sluice.engine.doctor;

/**
 * One thing that was looked at.
 *
 * @param what a word, stable, for programs
 * @param found for people, with the figures
 * @param advice what to do; empty when all is well
 */
public record Finding(String what, Grade grade, String found, String advice) {
    /** How bad it is. */
    public enum Grade {
        OK,
        /** It works, and could work better. */
        SLOW,
        /** A node cannot do its work like this. */
        BROKEN
    }

    public static Finding ok(String what, String found) {
        return new Finding(what, Grade.OK, found, "");
    }

    public static Finding slow(String what, String found, String advice) {
        return new Finding(what, Grade.SLOW, found, advice);
    }

    public static Finding broken(String what, String found, String advice) {
        return new Finding(what, Grade.BROKEN, found, advice);
    }
}
