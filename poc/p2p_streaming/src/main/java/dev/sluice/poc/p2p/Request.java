package dev.sluice.poc.p2p;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Asks for slices in a row.
 *
 * <pre>
 *   first 4 | count 2 | urgency 1 | voucher? 1 | cumulative amount 8 | signature 64
 * </pre>
 *
 * @param urgency 0 is the most urgent, 7 the least
 * @param voucher what pays for it, if an earlier one does not
 */
record Request(int first, int count, int urgency, @Nullable Voucher voucher) {
    private static final int HEAD_BYTES = 8;
    private static final int VOUCHER_BYTES = 8 + Voucher.SIGNATURE_BYTES;

    void write(ByteBuf out) {
        out.writeInt(first).writeShort(count).writeByte(urgency).writeBoolean(voucher != null);
        if (voucher != null)
            out.writeLong(voucher.cumulativeBaseUnits).writeBytes(voucher.signature);
    }

    /** Reads one; null, and nothing read, if it is not all here. */
    static @Nullable Request read(ByteBuf in) {
        if (in.readableBytes() < HEAD_BYTES) return null;
        boolean paid = in.getBoolean(in.readerIndex() + HEAD_BYTES - 1);
        if (paid && in.readableBytes() < HEAD_BYTES + VOUCHER_BYTES) return null;
        int first = in.readInt();
        int count = in.readUnsignedShort();
        int urgency = in.readUnsignedByte();
        in.skipBytes(1);
        return new Request(first, count, urgency, paid ? readVoucher(in) : null);
    }

    private static Voucher readVoucher(ByteBuf in) {
        long cumulative = in.readLong();
        byte[] signature = new byte[Voucher.SIGNATURE_BYTES];
        in.readBytes(signature);
        return new Voucher(cumulative, signature);
    }
}
