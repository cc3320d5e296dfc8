package dev.sluice.engine.keeper;

/**
 * How much a keeper asks of the ledger, and how it waits.
 *
 * @param rowsPerBatch rows of one transaction, 1 to 100
 * @param batchesPerToken transactions under way for one token
 * @param reads channels that are being read at once
 * @param retrySeconds the first wait after a failure; it doubles
 * @param maxRetrySeconds the longest wait
 * @param urgentRetrySeconds the longest wait while an exit is under way
 * @param recheckSeconds how often a channel is read though nothing happened; at most a quarter of
 *     its exit delay
 */
public record Pace(
        int rowsPerBatch,
        int batchesPerToken,
        int reads,
        long retrySeconds,
        long maxRetrySeconds,
        long urgentRetrySeconds,
        long recheckSeconds) {
    public static final int MAX_ROWS = 100;

    public static final Pace DEFAULT = new Pace(MAX_ROWS, 1, 32, 2, 300, 15, 21_600);

    public Pace {
        require("rows in a batch", rowsPerBatch, MAX_ROWS);
        require("batches under way", batchesPerToken, 16);
        require("reads at once", reads, 1_024);
        require("retry seconds", retrySeconds, 3_600);
        require("longest retry seconds", maxRetrySeconds, 86_400);
        require("urgent retry seconds", urgentRetrySeconds, 3_600);
        require("recheck seconds", recheckSeconds, 604_800);
        if (retrySeconds > urgentRetrySeconds || urgentRetrySeconds > maxRetrySeconds)
            throw new IllegalArgumentException(
                    "waits must rise: %d, urgent %d, longest %d s"
                            .formatted(retrySeconds, urgentRetrySeconds, maxRetrySeconds));
    }

    private static void require(String name, long value, long most) {
        if (value < 1 || value > most)
            throw new IllegalArgumentException(name + " " + value + " is outside 1.." + most);
    }

    /** How long to wait after that many failures in a row. */
    long waitSeconds(int failures, boolean urgent) {
        long doubled = retrySeconds << Math.min(Math.max(failures, 1) - 1, 20);
        return Math.min(doubled, urgent ? urgentRetrySeconds : maxRetrySeconds);
    }

    public Pace withBatches(int rows, int perToken) {
        return new Pace(
                rows,
                perToken,
                reads,
                retrySeconds,
                maxRetrySeconds,
                urgentRetrySeconds,
                recheckSeconds);
    }
}
