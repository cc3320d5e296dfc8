package dev.sluice.engine.consumer;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.Sequence;
import java.io.IOException;
import java.util.function.Consumer;

/** Hands each slice to the player, in order. A slow player holds the ring, and so the network. */
final class DeliverStage implements EventHandler<ReorderSlot> {
    private final PlayerSink player;
    private final BufferPool buffers;
    private final Turn turn;
    private final Passed onPassed;
    private final Consumer<IOException> onPlayerFailure;
    private Sequence done = new Sequence();

    /** Told of every slot, in order: its place is free. */
    interface Passed {
        void passed(long index, int turn);
    }

    DeliverStage(
            PlayerSink player,
            BufferPool buffers,
            Turn turn,
            Passed onPassed,
            Consumer<IOException> onPlayerFailure) {
        this.player = player;
        this.buffers = buffers;
        this.turn = turn;
        this.onPassed = onPassed;
        this.onPlayerFailure = onPlayerFailure;
    }

    @Override
    public void setSequenceCallback(Sequence callback) {
        done = callback;
    }

    @Override
    public void onEvent(ReorderSlot slot, long sequence, boolean endOfBatch) {
        long index = slot.index;
        int claimedIn = slot.turn;
        // a slot that was not opened, because the player had gone, is of an older turn for good
        if (turn.isOf(slot)) play(slot);
        slot.giveBack(buffers);
        done.set(sequence); // the place is free before the session hears of it
        onPassed.passed(index, claimedIn);
    }

    private void play(ReorderSlot slot) {
        try {
            player.accept(slot.index, slot.plain, slot.plainLength);
        } catch (IOException e) {
            onPlayerFailure.accept(e);
            throw new IllegalStateException("the player failed at slice " + slot.index, e);
        }
    }
}
