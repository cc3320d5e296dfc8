package dev.sluice.bench.till;

import dev.sluice.engine.payee.Offer;
import dev.sluice.engine.payee.Responder;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.Refused;
import java.util.Optional;

/** A responder that hears only yes or no. Called on the answer stage. */
abstract class Answers implements Responder {
    private final Bytes32 peer;

    Answers(Bytes32 peer) {
        this.peer = peer;
    }

    @Override
    public final Bytes32 peer() {
        return peer;
    }

    abstract void granted(long index);

    abstract void refused(Refused why);

    @Override
    public final void slice(Offer offer, long index, boolean withPages) {
        granted(index);
    }

    @Override
    public final void keys(Offer offer, long first, long count, Paid paid) {
        granted(first);
    }

    @Override
    public final void attached(ChannelId channel, Optional<SignedVoucher> last, Amount served) {
        granted(-1);
    }

    @Override
    public final void refused(Refused why, Offer offer, long index) {
        refused(why);
    }

    @Override
    public final void attachRefused(Refused why, ChannelId channel) {
        refused(why);
    }
}
