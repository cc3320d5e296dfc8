package dev.sluice.poc.microtransaction;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Pays from batches, one after the other. The anchor rides along until the payee is known to have
 * it.
 *
 * <pre>
 *   1 B anchor follows? | [8 B base | 32 B root | 64 B signature] | 8 B slices | revealed
 * </pre>
 */
final class BatchPayer implements Payer {
    private final Channel channel;
    private final int length;
    private final Batch.Maker maker;
    private @Nullable Batch batch;
    private Anchor anchor = new Anchor(-1, new byte[0], new byte[0]);
    private long acknowledged;

    BatchPayer(Channel channel, int length, Batch.Maker maker) {
        this.channel = channel;
        this.length = length;
        this.maker = maker;
    }

    @Override
    public byte[] pay(long slices) {
        long base = (slices - 1) / length * length;
        Batch current = batchAt(base);
        byte[] revealed = current.reveal((int) (slices - base));
        boolean withAnchor = acknowledged <= base;
        int size = 1 + (withAnchor ? Anchor.BYTES : 0) + Long.BYTES + revealed.length;
        ByteBuffer out = ByteBuffer.allocate(size).put((byte) (withAnchor ? 1 : 0));
        if (withAnchor) anchor.write(out);
        return out.putLong(slices).put(revealed).array();
    }

    private Batch batchAt(long base) {
        if (batch != null && anchor.base() == base) return batch;
        byte[] secret = new Keccak().hash(channel.secret(), channel.id(), Channel.word(base));
        Batch fresh = maker.make(secret, length);
        anchor = Anchor.sign(channel, base, fresh.root(), length);
        batch = fresh;
        return fresh;
    }

    @Override
    public void acknowledged(long slices) {
        acknowledged = Math.max(acknowledged, slices);
    }
}
