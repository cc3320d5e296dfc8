package dev.sluice.engine.cli;

/** What a command's end means to a script. Stable. */
enum ExitCode {
    OK(0),
    GENERAL(1),
    USAGE(2),
    CONFIGURATION(3),
    NOT_FOUND(4),
    NETWORK(5),
    INTEGRITY(6),
    PAYMENT(7),
    BUDGET(8),
    LEDGER(9),
    LOCKED(10),
    KEYSTORE(11),
    PARTIAL(12),
    TIMEOUT(124),
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
