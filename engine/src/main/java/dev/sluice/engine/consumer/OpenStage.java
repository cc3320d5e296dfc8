package dev.sluice.engine.consumer;

import com.lmax.disruptor.EventHandler;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.SliceCipher;
import java.util.Arrays;
import java.util.function.Consumer;

/** Decrypts each slice in the ring's order. Owns its cipher; one thread. */
final class OpenStage implements EventHandler<ReorderSlot> {
    private final SliceCipher cipher;
    private final BufferPool buffers;
    private final Consumer<String> onForgery;

    OpenStage(Manifest manifest, BufferPool buffers, Consumer<String> onForgery) {
        this.cipher = new SliceCipher(manifest.geometry(), manifest.core().cipher());
        this.buffers = buffers;
        this.onForgery = onForgery;
    }

    @Override
    public void onEvent(ReorderSlot slot, long sequence, boolean endOfBatch) {
        boolean opened =
                cipher.open(
                        slot.key,
                        slot.index,
                        slot.frame,
                        slot.cipherOffset,
                        slot.cipherLength,
                        slot.plain,
                        0);
        if (!opened) {
            String text = "slice " + slot.index + " does not open with the key that was sold";
            onForgery.accept(text);
            throw new IllegalStateException(text);
        }
        slot.plainLength = slot.cipherLength - dev.sluice.streaming.content.Geometry.TAG_BYTES;
        release(slot);
    }

    private void release(ReorderSlot slot) {
        buffers.give(slot.frame);
        slot.frame = ReorderSlot.NO_BYTES;
        Arrays.fill(slot.key, (byte) 0);
    }
}
