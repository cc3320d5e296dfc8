package dev.sluice.engine.consumer;

import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Promise;
import dev.sluice.payments.rules.PromiseRow;
import dev.sluice.payments.rules.PromiseStep;
import dev.sluice.payments.rules.Promises;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.store.ChannelStore;

/**
 * Brings a playback's promises to the disk: the shell around {@link Promises}.
 *
 * <p>After a write that failed nothing is promised any more (I10): the core waits for it for ever.
 * Any thread; one at a time.
 */
public final class PromiseDesk {
    private final Promises promises;
    private final ChannelStore store;

    PromiseDesk(Promises promises, ChannelStore store) {
        this.promises = promises;
        this.store = store;
    }

    /** The most that may ever be signed for the work. */
    public synchronized Amount limit() {
        return promises.limit();
    }

    /** What may have been signed for the work in all. */
    public synchronized Amount spent() {
        return promises.spent();
    }

    /** Returns when a voucher over this amount may be signed. */
    synchronized void promise(Promise promise, Amount cumulative) {
        PromiseStep step = promises.sign(promise, cumulative);
        Refused why = step.refused();
        if (why != null)
            throw new IllegalStateException("a voucher that the budget does not cover: " + why);
        write(step);
    }

    /** Writes down what is known by now, if it is news. */
    public synchronized void note() {
        write(promises.note());
    }

    /** The end: takes back what was promised and not signed. */
    synchronized void rest() {
        write(promises.rest());
    }

    private void write(PromiseStep step) {
        if (step.rows().isEmpty()) return;
        try (ChannelStore.Batch batch = store.batch()) {
            for (PromiseRow row : step.rows()) {
                batch.promise(row.channel(), row.marks());
                batch.put(row.spend());
                row.purchases().forEach(batch::put);
            }
            batch.commit();
        }
        promises.written(step);
    }
}
