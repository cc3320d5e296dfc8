package dev.sluice.engine.payee;

import com.lmax.disruptor.EventHandler;
import dev.sluice.payments.rules.Refused;

/**
 * Hands each request back to its stream. What it sees is durable: the group commit is done with it.
 */
final class AnswerStage implements EventHandler<PayeeSlot> {
    @Override
    public void onEvent(PayeeSlot slot, long sequence, boolean endOfBatch) {
        if (slot.changed != null) slot.changed.complete(null);
        else if (slot.verdict instanceof Refused why) refuse(slot, why);
        else grant(slot);
    }

    private static void grant(PayeeSlot slot) {
        Responder responder = slot.needResponder();
        if (slot.attached != null)
            responder.attached(slot.needChannel(), slot.attached.last(), slot.attached.served());
        else if (slot.kind == PayeeSlot.Kind.SLICE)
            responder.slice(slot.needOffer(), slot.first, slot.withPages);
        else responder.keys(slot.needOffer(), slot.first, slot.count, paid(slot));
    }

    private static Responder.Paid paid(PayeeSlot slot) {
        return new Responder.Paid(slot.paid.isZero() ? null : slot.channel, slot.paid);
    }

    private static void refuse(PayeeSlot slot, Refused why) {
        if (slot.kind == PayeeSlot.Kind.ATTACH)
            slot.needResponder().attachRefused(why, slot.needChannel());
        else slot.needResponder().refused(why, slot.needOffer(), slot.first);
    }
}
