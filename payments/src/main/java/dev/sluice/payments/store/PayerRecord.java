package dev.sluice.payments.store;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.money.Amount;
import java.util.List;

/**
 * What a payer knows of a channel.
 *
 * @param purpose what it buys: {@code keys} or {@code bytes}, or nothing more
 * @param marks how far it went
 */
public record PayerRecord(
        ChannelId channel,
        ChannelParameters parameters,
        List<Share> split,
        Purpose purpose,
        PromiseMarks marks) {
    /** What a channel pays for. */
    public enum Purpose {
        KEYS(0),
        BYTES(1),

        /** The payee was asked to release it, and will take no more vouchers whether it did. */
        NOTHING(2);

        private final int code;

        Purpose(int code) {
            this.code = code;
        }

        /** The number that stands for it on disk; never changes. */
        public int code() {
            return code;
        }

        public static Purpose of(int code) {
            for (Purpose purpose : values()) if (purpose.code == code) return purpose;
            throw new IllegalArgumentException("no purpose " + code);
        }
    }

    public PayerRecord {
        split = List.copyOf(split);
    }

    /** The same channel once it is to be given back: no playback chooses it any more. */
    public PayerRecord givenBack() {
        return new PayerRecord(channel, parameters, split, Purpose.NOTHING, marks);
    }

    /** May have been signed up to this. */
    public Amount promised() {
        return marks.promised();
    }

    /** Owed for certain. */
    public Amount agreed() {
        return marks.agreed();
    }
}
