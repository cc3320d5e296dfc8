package dev.sluice.engine.gateway;

import dev.sluice.engine.session.Effects.Failure;

/** A work cannot be played, or not any further. */
public final class PlayException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    private PlayException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    public PlayException(Failure failure) {
        this(Problem.of(failure));
    }

    /** Not now. */
    static PlayException later(String why) {
        return new PlayException(new Problem(503, why));
    }

    Problem problem() {
        return problem;
    }
}
