package dev.sluice.bench;

/**
 * What went before the figures: rounds like those that count, uncounted, until the JIT compiler had
 * left a few in a row alone. What it compiles for them is a node's first minute, and no figure's.
 *
 * @param rounds how many there were
 * @param isQuiet false where the most that was allowed came first
 */
public record Settled(int rounds, boolean isQuiet) {
    /** One round. */
    public interface Round<E extends Exception> {
        /** Runs it; what part of its time the compiler took, 0 to 1. */
        double compilerShare() throws E;
    }

    /**
     * Runs rounds until the compiler's share of {@code inARow} of them was below {@code
     * quietShare}, and {@code most} at most.
     */
    public static <E extends Exception> Settled after(
            Round<E> round, double quietShare, int inARow, int most) throws E {
        int quiet = 0;
        int rounds = 0;
        for (; rounds < most && quiet < inARow; rounds++)
            quiet = round.compilerShare() < quietShare ? quiet + 1 : 0;
        return new Settled(rounds, quiet == inARow);
    }
}
