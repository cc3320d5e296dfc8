package dev.sluice.poc.microtransaction;

import java.nio.ByteBuffer;

/**
 * The signed root of a batch: a voucher for {@code base} slices that also opens the next batch.
 *
 * @param base slices paid before the batch
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Anchor(long base, byte[] root, byte[] signature) {
    static final int BYTES = Long.BYTES + Keccak.BYTES + Signing.BYTES;

    static Anchor sign(Channel channel, long base, byte[] root, int length) {
        byte[] signature =
                channel.sign(Channel.ANCHOR, Channel.word(base), root, Channel.word(length));
        return new Anchor(base, root, signature);
    }

    boolean isSigned(Channel channel, int length) {
        return channel.isSigned(
                signature, Channel.ANCHOR, Channel.word(base), root, Channel.word(length));
    }

    void write(ByteBuffer out) {
        out.putLong(base).put(root).put(signature);
    }

    static Anchor read(ByteBuffer in) {
        long base = in.getLong();
        byte[] root = new byte[Keccak.BYTES];
        byte[] signature = new byte[Signing.BYTES];
        in.get(root).get(signature);
        return new Anchor(base, root, signature);
    }
}
