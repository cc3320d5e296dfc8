package dev.sluice.engine.cli;

import dev.sluice.streaming.quic.Rates;
import dev.sluice.streaming.quic.TransportSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much of the network's rate may be taken. */
final class RateOptions {
    @Option(
            names = "--limit-up",
            paramLabel = "SIZE",
            description = "Send at most this much a second, like 500K or 2M; default: no limit.")
    private @Nullable String up;

    @Option(
            names = "--limit-down",
            paramLabel = "SIZE",
            description = "Receive at most this much a second; default: no limit.")
    private @Nullable String down;

    TransportSettings on(TransportSettings settings) {
        return settings.with(new Rates(rate(up, "--limit-up"), rate(down, "--limit-down")));
    }

    private static long rate(@Nullable String text, String option) {
        return text == null ? 0 : Sizes.parse(text, option, Rates.LEAST, Rates.MOST);
    }
}
