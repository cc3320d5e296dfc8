package dev.sluice.poc.microtransaction;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Keeps the newest anchor and the highest that was revealed under it. */
final class BatchPayee implements Payee {
    private final Channel channel;
    private final int length;
    private final Batch.CheckMaker maker;
    private Batch.@Nullable Check check;
    private Anchor anchor = new Anchor(-1, new byte[0], new byte[0]);
    private byte[] revealed = {};
    private long slices;

    BatchPayee(Channel channel, int length, Batch.CheckMaker maker) {
        this.channel = channel;
        this.length = length;
        this.maker = maker;
    }

    @Override
    public long accept(byte[] message) {
        if (message.length < 1 + Long.BYTES) return slices;
        ByteBuffer in = ByteBuffer.wrap(message);
        if (in.get() == 1) {
            if (in.remaining() < Anchor.BYTES + Long.BYTES) return slices;
            take(Anchor.read(in));
        }
        long offered = in.getLong();
        byte[] offeredProof = new byte[in.remaining()];
        in.get(offeredProof);
        if (offered > slices && opens(offered, offeredProof)) {
            slices = offered;
            revealed = offeredProof;
        }
        return slices;
    }

    /** An anchor is a voucher for its base; one that says nothing new is not looked at. */
    private void take(Anchor offered) {
        if (offered.base() <= anchor.base() || !offered.isSigned(channel, length)) return;
        anchor = offered;
        check = maker.make(offered.root(), length);
        slices = Math.max(slices, offered.base());
        revealed = new byte[0];
    }

    private boolean opens(long offered, byte[] proof) {
        long n = offered - anchor.base();
        return check != null && n >= 1 && n <= length && check.opens((int) n, proof);
    }

    @Override
    public Proof proof() {
        return new Proof(
                slices, anchor.base(), anchor.root(), length, anchor.signature(), revealed);
    }
}
