package dev.sluice.engine.cli;

import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Decimals;

/** Amounts as people write and read them. */
final class Money {
    private static final String PER_MIB = "/MiB";

    private Money() {}

    static String coins(Amount amount) {
        return Decimals.ETHER.print(amount);
    }

    /** Reads {@code 0.02/MiB} or {@code 0.02}: base units of an 18-decimals coin for each MiB. */
    static long pricePerMib(String text) {
        String number =
                text.endsWith(PER_MIB) ? text.substring(0, text.length() - PER_MIB.length()) : text;
        Amount amount = amount(number, "--price", "a price like 0.02/MiB");
        if (amount.high() != 0 || amount.low() < 0)
            throw new CliException(
                    ExitCode.USAGE, "--price " + text + " is too high", "at most 9.2 per MiB");
        return amount.low();
    }

    static Amount amount(String text, String option, String example) {
        try {
            return Decimals.ETHER.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.USAGE,
                    option + " " + text + ": " + e.getMessage(),
                    "write " + example);
        }
    }

    /** Reads {@code 30%} or {@code 12.5%}: basis points. */
    static int share(String text, String option) {
        String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        try {
            Amount hundredths = new Decimals(2).parse(number);
            if (hundredths.compareTo(Amount.of(10_000)) <= 0) return (int) hundredths.low();
        } catch (IllegalArgumentException e) {
            // said below: one sentence for every way to be wrong
        }
        throw new CliException(
                ExitCode.USAGE,
                option + " " + text + " is not a percentage from 0% to 100%",
                "write 30% or 12.5%");
    }
}
