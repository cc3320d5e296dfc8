package dev.sluice.poc.microtransaction;

import java.nio.ByteBuffer;

/** Keeps the highest voucher. */
final class VoucherPayee implements Payee {
    private final Channel channel;
    private long slices;
    private byte[] signature = {};

    VoucherPayee(Channel channel) {
        this.channel = channel;
    }

    @Override
    public long accept(byte[] message) {
        if (message.length != VoucherPayer.BYTES) return slices;
        ByteBuffer in = ByteBuffer.wrap(message);
        long offered = in.getLong();
        byte[] offeredSignature = new byte[Signing.BYTES];
        in.get(offeredSignature);
        if (offered > slices && isSigned(offered, offeredSignature)) {
            slices = offered;
            signature = offeredSignature;
        }
        return slices;
    }

    private boolean isSigned(long offered, byte[] offeredSignature) {
        return channel.isSigned(offeredSignature, Channel.VOUCHER, Channel.word(offered));
    }

    @Override
    public Proof proof() {
        return new Proof(slices, 0, new byte[32], 0, signature, new byte[0]);
    }
}
