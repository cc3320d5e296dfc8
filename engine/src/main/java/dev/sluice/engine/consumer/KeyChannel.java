package dev.sluice.engine.consumer;

import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.KeyRanges;
import dev.sluice.payments.rules.PayerChannel;

/**
 * The channel that buys a work's keys, outside a playback.
 *
 * @param ranges what was bought on it before
 * @param promises what may be signed for the work in all: a hard stop
 */
public record KeyChannel(PayerChannel money, Purse purse, KeyRanges ranges, PromiseDesk promises) {
    /** The only channel of an opening. */
    public static KeyChannel of(ChannelBook.Opened opened) {
        ChannelBook.Ready ready = opened.ready().getFirst();
        return new KeyChannel(ready.channel(), ready.purse(), ready.keys(), opened.desk());
    }

    /** What the payee holds is signed for already; what is signed from now on is new. */
    Amount signed() {
        return money.nextCumulative();
    }
}
