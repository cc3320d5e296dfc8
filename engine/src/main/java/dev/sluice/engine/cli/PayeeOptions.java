package dev.sluice.engine.cli;

import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.PayeePolicy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What a node asks of the channels that pay it. A local chain has no reorgs and free gas, so there
 * the newest block is trusted and no gas is covered.
 */
final class PayeeOptions {
    private static final int PUBLIC_CONFIRMATIONS = 6;
    private static final int PUBLIC_CLAIMS = 3;

    @Option(
            names = "--confirmations",
            paramLabel = "N",
            description =
                    "Blocks that must stand on a reserve before it counts; default 6, on a local"
                            + " chain 0.")
    private @Nullable Integer confirmations;

    @Option(
            names = "--exposure-cap",
            paramLabel = "AMOUNT",
            description =
                    "How much of an unconfirmed reserve counts all the same: what a reorg may cost"
                            + " on one channel; default 0.")
    private @Nullable String exposureCap;

    @Option(
            names = "--min-exit-delay",
            paramLabel = "SECONDS",
            description =
                    "The shortest exit delay of a channel; a quarter of it without a ledger ends"
                            + " credit. Default: the contract's.")
    private @Nullable Long minExitDelay;

    @Option(
            names = "--min-reserve",
            paramLabel = "AMOUNT",
            description = "What must be left to claim on a channel; default one base unit.")
    private @Nullable String minReserve;

    @Option(
            names = "--claims-covered",
            paramLabel = "N",
            description =
                    "How many times what is left to claim must pay for a claim's gas; default 3, on"
                            + " a local chain 0.")
    private @Nullable Integer claimsCovered;

    @Option(
            names = "--min-step",
            paramLabel = "AMOUNT",
            description =
                    "By how much a voucher must exceed the last, unless a request waits for it;"
                            + " default one base unit.")
    private @Nullable String minStep;

    /** The policy with what was asked for; what is impossible is a usage error. */
    PayeePolicy on(PayeePolicy policy, boolean local) {
        try {
            return new PayeePolicy(
                    policy.domain(),
                    policy.payee(),
                    policy.token(),
                    policy.splitHash(),
                    minExitDelay != null ? minExitDelay : policy.minExitDelaySeconds(),
                    amount(minReserve, "--min-reserve", policy.minReserve()),
                    amount(minStep, "--min-step", Amount.of(policy.minStep())).toLongSaturated(),
                    number(confirmations, local ? 0 : PUBLIC_CONFIRMATIONS),
                    amount(exposureCap, "--exposure-cap", Amount.ZERO),
                    number(claimsCovered, local ? 0 : PUBLIC_CLAIMS));
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.USAGE,
                    "channels cannot be judged by this: " + e.getMessage(),
                    "see the options --confirmations, --exposure-cap, --min-…");
        }
    }

    private static int number(@Nullable Integer named, int otherwise) {
        return named != null ? named : otherwise;
    }

    private static Amount amount(@Nullable String named, String option, Amount otherwise) {
        return named != null ? Money.amount(named, option, "an amount like 0.05") : otherwise;
    }
}
