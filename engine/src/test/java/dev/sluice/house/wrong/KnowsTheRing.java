package dev.sluice.house.wrong;

import com.lmax.disruptor.EventHandler;
import dev.sluice.payments.money.Amount;

/** A class that knows a library and a module that are not its business. */
final class KnowsTheRing implements EventHandler<Amount> {
    @Override
    public void onEvent(Amount event, long sequence, boolean endOfBatch) {}
}
