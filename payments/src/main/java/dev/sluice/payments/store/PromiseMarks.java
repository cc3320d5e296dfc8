package dev.sluice.payments.store;

import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;

/**
 * How far a payer has gone on a channel, as its disk says.
 *
 * @param promised "I may have signed up to this": durable before a signature leaves the process
 * @param agreed what is owed for certain: the next playback starts from here
 * @param exposure of what may have been signed, paid in advance and perhaps never received
 * @param content the work that the newest promises are for; zero when there are none
 * @param counted up to here the promises stand in the spend of that work
 */
public record PromiseMarks(
        Amount promised, Amount agreed, Amount exposure, Bytes32 content, Amount counted) {
    public static final PromiseMarks NONE = plain(Amount.ZERO, Amount.ZERO);

    /** Marks that belong to no work. */
    public static PromiseMarks plain(Amount promised, Amount agreed) {
        return new PromiseMarks(promised, agreed, Amount.ZERO, Bytes32.ZERO, agreed);
    }
}
