package dev.sluice.engine.cli;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.ledger.LedgerEvent;

/** Tells a payer what happens on chain to the channels that it pays from. */
final class ChannelWatch {
    private ChannelWatch() {}

    static void start(ServeOptions.Running running, Output output) {
        var _ =
                running.ledger()
                        .subscribe(
                                running.ledger().blockNumber(),
                                event -> tell(running, output, event));
    }

    private static void tell(ServeOptions.Running running, Output output, LedgerEvent event) {
        switch (event) {
            case LedgerEvent.Opened e ->
                    say(running, output, e.channel(), "opened with " + Money.coins(e.reserve()));
            case LedgerEvent.Claimed e ->
                    say(running, output, e.channel(), "paid " + Money.coins(e.delta()));
            case LedgerEvent.ExitStarted e -> say(running, output, e.channel(), "exit started");
            case LedgerEvent.Closed e ->
                    say(
                            running,
                            output,
                            e.channel(),
                            "closed, " + Money.coins(e.refunded()) + " came back");
            default -> {}
        }
    }

    private static void say(
            ServeOptions.Running running, Output output, ChannelId channel, String what) {
        if (running.channels().payer(channel).isPresent())
            output.note("channel " + channel + ": " + what);
    }
}
