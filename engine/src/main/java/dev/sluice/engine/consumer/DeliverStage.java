package dev.sluice.engine.consumer;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.Sequence;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Hands each slice to the player, in order. A slow player holds the ring, and so the network. */
final class DeliverStage implements EventHandler<ReorderSlot> {
    private final PlayerSink player;
    private final LongConsumer onDelivered;
    private final Consumer<IOException> onPlayerFailure;
    private Sequence done = new Sequence();

    DeliverStage(
            PlayerSink player, LongConsumer onDelivered, Consumer<IOException> onPlayerFailure) {
        this.player = player;
        this.onDelivered = onDelivered;
        this.onPlayerFailure = onPlayerFailure;
    }

    @Override
    public void setSequenceCallback(Sequence callback) {
        done = callback;
    }

    @Override
    public void onEvent(ReorderSlot slot, long sequence, boolean endOfBatch) {
        try {
            player.accept(slot.plain, slot.plainLength);
        } catch (IOException e) {
            onPlayerFailure.accept(e);
            throw new IllegalStateException("the player failed at slice " + slot.index, e);
        }
        long index = slot.index;
        done.set(sequence); // the place is free before the session hears of it
        onDelivered.accept(index);
    }
}
