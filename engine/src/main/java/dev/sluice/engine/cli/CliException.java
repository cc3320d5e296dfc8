package dev.sluice.engine.cli;

/** A command cannot do what was asked: what happened and why, and what to do about it. */
final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;
    private final String advice;

    CliException(ExitCode code, String message, String advice) {
        super(message);
        this.code = code;
        this.advice = advice;
    }

    ExitCode code() {
        return code;
    }

    /** What to do; empty when there is nothing. */
    String advice() {
        return advice;
    }
}
