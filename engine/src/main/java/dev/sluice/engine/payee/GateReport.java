package dev.sluice.engine.payee;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.util.List;

/**
 * How things stand at the gate, at one moment.
 *
 * @param channels how many are attached
 * @param creditStopped whether the ledger has been silent for too long
 * @param recent the channels that were used last, the newest first
 */
public record GateReport(int channels, boolean creditStopped, List<Row> recent) {
    /**
     * One channel.
     *
     * @param reserve what the chain holds for it at the head
     * @param counted what of that counts
     * @param claimed what the contract has paid out
     */
    public record Row(
            ChannelId channel,
            Address payer,
            State state,
            Amount reserve,
            Amount counted,
            Amount claimed,
            Amount accepted,
            Amount served) {
        /** What would be lost if the payer never paid again: served and not accepted. */
        public Amount exposure() {
            return served.minusOrZero(accepted);
        }
    }

    /** What may be done with a channel. */
    public enum State {
        OPEN,
        EXITING,
        CLOSED,
        RELEASED
    }

    public GateReport {
        recent = List.copyOf(recent);
    }
}
