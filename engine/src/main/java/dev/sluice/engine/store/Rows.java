package dev.sluice.engine.store;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.store.PromiseMarks;
import dev.sluice.payments.store.StoreException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The byte layouts of {@link dev.sluice.engine.store}. */
final class Rows {
    static final byte FORMAT = 'F';
    static final byte PAYEE = 'P';
    static final byte VOUCHER = 'V';
    static final byte RELEASE = 'K';
    static final byte PAYER = 'Q';
    static final byte PROMISE = 'S';
    static final byte SPEND = 'M';
    static final byte PURCHASE = 'B';

    static final byte VERSION = 1;
    static final int CHANNEL_KEY_BYTES = 1 + Bytes32.BYTES;
    static final int RELEASE_KEY_BYTES = CHANNEL_KEY_BYTES + Bytes32.BYTES + Long.BYTES;
    static final int CONTENT_KEY_BYTES = 1 + Bytes32.BYTES;
    static final int SPEND_KEY_BYTES = CONTENT_KEY_BYTES + Bytes32.BYTES;
    static final int PURCHASE_KEY_BYTES = SPEND_KEY_BYTES + Long.BYTES;
    static final int MARKS_BYTES = 4 * Amount.BYTES + Bytes32.BYTES;

    private static final int PARAMETER_BYTES = 4 * Address.BYTES + 2 * Bytes32.BYTES + Long.BYTES;
    private static final int SHARE_BYTES = Address.BYTES + Short.BYTES;

    private Rows() {}

    static byte[] channelKey(byte table, ChannelId channel) {
        byte[] key = new byte[CHANNEL_KEY_BYTES];
        writeChannelKey(key, table, channel);
        return key;
    }

    static void writeChannelKey(byte[] key, byte table, ChannelId channel) {
        key[0] = table;
        channel.value().copyTo(key, 1);
    }

    static ByteBuffer startRow(int extraBytes, int shares) {
        return ByteBuffer.allocate(1 + extraBytes + PARAMETER_BYTES + 1 + shares * SHARE_BYTES)
                .put(VERSION);
    }

    /** All bytes of a full row. */
    static byte[] finish(ByteBuffer row) {
        byte[] bytes = new byte[row.flip().remaining()];
        row.get(bytes);
        return bytes;
    }

    static void checkVersion(byte version) {
        if (version != VERSION)
            throw new StoreException(
                    "a channel row has version "
                            + version
                            + ", this program reads "
                            + VERSION
                            + ": run the newer sluice that wrote it");
    }

    static void putParameters(ByteBuffer row, ChannelParameters parameters) {
        row.put(parameters.payer().toBytes())
                .put(parameters.signer().toBytes())
                .put(parameters.payee().toBytes())
                .put(parameters.token().toBytes())
                .put(parameters.splitHash().toBytes())
                .putLong(parameters.exitDelaySeconds())
                .put(parameters.salt().toBytes());
    }

    static ChannelParameters parameters(ByteBuffer row) {
        return new ChannelParameters(
                address(row),
                address(row),
                address(row),
                address(row),
                bytes32(row),
                row.getLong(),
                bytes32(row));
    }

    static void putShares(ByteBuffer row, List<Share> shares) {
        row.put((byte) shares.size());
        for (Share share : shares)
            row.put(share.recipient().toBytes()).putShort((short) share.basisPoints());
    }

    static List<Share> shares(ByteBuffer row) {
        int count = row.get();
        List<Share> shares = new ArrayList<>(count);
        for (int i = 0; i < count; i++)
            shares.add(new Share(address(row), Short.toUnsignedInt(row.getShort())));
        return shares;
    }

    /** A row from before this was written down ends here: it was not retired. */
    static boolean retired(ByteBuffer row) {
        return row.hasRemaining() && row.get() != 0;
    }

    /** Key, or key prefix, of a work's rows. */
    static byte[] contentKey(byte table, Bytes32 content) {
        return ByteBuffer.allocate(CONTENT_KEY_BYTES).put(table).put(content.toBytes()).array();
    }

    static void putMarks(ByteBuffer row, PromiseMarks marks) {
        putAmount(row, marks.promised());
        putAmount(row, marks.agreed());
        putAmount(row, marks.exposure());
        row.put(marks.content().toBytes());
        putAmount(row, marks.counted());
    }

    /** A row from before spends were counted has the first two alone. */
    static PromiseMarks marks(ByteBuffer row) {
        Amount promised = amount(row);
        Amount agreed = amount(row);
        if (!row.hasRemaining()) return PromiseMarks.plain(promised, agreed);
        return new PromiseMarks(promised, agreed, amount(row), bytes32(row), amount(row));
    }

    static Amount amount(ByteBuffer row) {
        return new Amount(row.getLong(), row.getLong());
    }

    static void putAmount(ByteBuffer row, Amount amount) {
        row.putLong(amount.high()).putLong(amount.low());
    }

    private static Address address(ByteBuffer row) {
        byte[] bytes = new byte[Address.BYTES];
        row.get(bytes);
        return Address.of(bytes);
    }

    static Bytes32 bytes32(ByteBuffer row) {
        return new Bytes32(row.getLong(), row.getLong(), row.getLong(), row.getLong());
    }
}
