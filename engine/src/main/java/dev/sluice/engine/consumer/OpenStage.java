package dev.sluice.engine.consumer;

import com.lmax.disruptor.EventHandler;
import dev.sluice.streaming.content.Geometry;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.SliceCipher;
import java.util.Objects;
import java.util.function.Consumer;

/** Decrypts each slice in the ring's order. Owns its cipher; one thread. */
final class OpenStage implements EventHandler<ReorderSlot> {
    private final SliceCipher cipher;
    private final int sliceBytes;
    private final BufferPool buffers;
    private final Turn turn;
    private final Consumer<String> onForgery;

    OpenStage(Manifest manifest, BufferPool buffers, Turn turn, Consumer<String> onForgery) {
        this.cipher = new SliceCipher(manifest.geometry(), manifest.core().cipher());
        this.sliceBytes = manifest.geometry().sliceBytes();
        this.buffers = buffers;
        this.turn = turn;
        this.onForgery = onForgery;
    }

    @Override
    public void onEvent(ReorderSlot slot, long sequence, boolean endOfBatch) {
        Arrival arrival = slot.arrival;
        if (arrival == null || !turn.isOf(slot)) return;
        slot.plain = buffers.take(sliceBytes);
        boolean opened =
                cipher.open(
                        Objects.requireNonNull(arrival.key),
                        slot.index,
                        arrival.frame,
                        arrival.offset,
                        arrival.length,
                        slot.plain,
                        0);
        if (!opened) {
            String text = "slice " + slot.index + " does not open with the key that was sold";
            onForgery.accept(text);
            throw new IllegalStateException(text);
        }
        slot.plainLength = arrival.length - Geometry.TAG_BYTES;
    }
}
