package dev.sluice.payments.rules;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.store.KeyPurchase;
import dev.sluice.payments.store.PromiseMarks;
import dev.sluice.payments.store.SpendRecord;
import java.util.List;

/** What must become durable about one channel, in one batch with the rest of its step. */
public record PromiseRow(
        ChannelId channel, PromiseMarks marks, SpendRecord spend, List<KeyPurchase> purchases) {
    public PromiseRow {
        purchases = List.copyOf(purchases);
    }
}
