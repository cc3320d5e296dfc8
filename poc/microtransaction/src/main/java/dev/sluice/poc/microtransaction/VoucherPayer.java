package dev.sluice.poc.microtransaction;

import java.nio.ByteBuffer;

/** Signs the cumulative number of slices; asked for the same again, it signs nothing new. */
final class VoucherPayer implements Payer {
    static final int BYTES = Long.BYTES + Signing.BYTES;

    private final Channel channel;
    private long last = -1;
    private byte[] message = {};

    VoucherPayer(Channel channel) {
        this.channel = channel;
    }

    @Override
    public byte[] pay(long slices) {
        if (slices == last) return message;
        byte[] signature = channel.sign(Channel.VOUCHER, Channel.word(slices));
        last = slices;
        message = ByteBuffer.allocate(BYTES).putLong(slices).put(signature).array();
        return message;
    }
}
