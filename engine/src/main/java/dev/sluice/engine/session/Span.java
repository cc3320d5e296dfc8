package dev.sluice.engine.session;

/** The slices that a player wants, in order: from {@code first} to before {@code end}. */
public record Span(long first, long end) {
    public Span {
        if (first < 0 || end < first)
            throw new IllegalArgumentException("slices from " + first + " to before " + end);
    }

    /** All of a work of so many slices. */
    public static Span all(long slices) {
        return new Span(0, slices);
    }

    public boolean holds(long slice) {
        return slice >= first && slice < end;
    }
}
