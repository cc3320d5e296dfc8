package dev.sluice.engine.cli;

import dev.sluice.payments.crypto.Eip55;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.money.Address;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the money goes, when not to the wallet of this directory. */
final class PayoutOption {
    @Option(
            names = "--payout",
            paramLabel = "ADDRESS",
            description =
                    "Earn to this address, whose key can be kept elsewhere; default: the wallet's."
                            + " The wallet pays gas and, as its delegate, releases channels.")
    private @Nullable String payout;

    Address or(Address own) {
        return payout == null ? own : address(payout, "--payout");
    }

    /** Says what is missing, while everything else works. */
    void tellDelegate(Ledger ledger, Address own, Output output) {
        Address paid = or(own);
        if (!paid.equals(own) && !ledger.delegate(paid).equals(own))
            output.note(
                    paid
                            + " has not named this wallet its delegate, so no channel is released"
                            + " early; where its key is, run: sluice wallet delegate --to "
                            + Eip55.checksummed(own));
    }

    static Address address(String text, String option) {
        try {
            return Eip55.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.USAGE,
                    option + " " + text + ": " + e.getMessage(),
                    "write an address as `sluice wallet show` prints it");
        }
    }
}
