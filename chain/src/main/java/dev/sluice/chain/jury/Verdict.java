package dev.sluice.chain.jury;

/** Whether an endpoint is used, and if not, why. */
public sealed interface Verdict {
    record Fit() implements Verdict {}

    /** No answer, or one that is out of date: as soon as it is better, it is used again. */
    record Unfit(String why) implements Verdict {}

    /** It says what cannot be true, and is left alone for a while. */
    record Liar(String why) implements Verdict {}

    static Verdict fit() {
        return new Fit();
    }

    default boolean isFit() {
        return this instanceof Fit;
    }

    default String why() {
        return switch (this) {
            case Fit fit -> "";
            case Unfit unfit -> unfit.why();
            case Liar liar -> liar.why();
        };
    }
}
