package dev.sluice.engine.store;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.KeyPurchase;
import dev.sluice.payments.store.KeyRelease;
import dev.sluice.payments.store.PayeeRecord;
import dev.sluice.payments.store.PayerRecord;
import dev.sluice.payments.store.PromiseMarks;
import dev.sluice.payments.store.SpendRecord;
import dev.sluice.payments.store.StoreException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Writes on their way to one sync. Owned by one thread; reuses its key and voucher arrays. */
final class RocksBatch implements ChannelStore.Batch {
    private static final int VOUCHER_BYTES = Amount.BYTES + Signature.BYTES + Amount.BYTES;

    private final RocksChannelStore store;
    private final WriteBatch writes = new WriteBatch();
    private final byte[] key = new byte[Rows.CHANNEL_KEY_BYTES];
    private final byte[] voucherRow = new byte[VOUCHER_BYTES];
    private final ByteBuffer voucher = ByteBuffer.wrap(voucherRow);
    private final byte[] promiseRow = new byte[Rows.MARKS_BYTES];
    private final ByteBuffer promise = ByteBuffer.wrap(promiseRow);

    RocksBatch(RocksChannelStore store) {
        this.store = store;
    }

    @Override
    public void put(PayeeRecord payee) {
        putChannel(payee, payee.retired());
        if (payee.voucher().isPresent()) voucher(payee.voucher().get(), payee.keysServed());
        else if (!payee.keysServed().isZero()) owed(payee.channel(), payee.keysServed());
    }

    @Override
    public void retire(PayeeRecord known) {
        putChannel(known, true);
    }

    private void putChannel(PayeeRecord payee, boolean retired) {
        ByteBuffer row = Rows.startRow(1, payee.split().size());
        Rows.putParameters(row, payee.parameters());
        Rows.putShares(row, payee.split());
        row.put((byte) (retired ? 1 : 0));
        put(Rows.channelKey(Rows.PAYEE, payee.channel()), Rows.finish(row));
    }

    @Override
    public void put(PayerRecord payer) {
        ByteBuffer row = Rows.startRow(1, payer.split().size());
        row.put((byte) payer.purpose().code());
        Rows.putParameters(row, payer.parameters());
        Rows.putShares(row, payer.split());
        put(Rows.channelKey(Rows.PAYER, payer.channel()), Rows.finish(row));
        promise(payer.channel(), payer.marks());
    }

    @Override
    public void put(KeyRelease release) {
        ByteBuffer rowKey = ByteBuffer.allocate(Rows.RELEASE_KEY_BYTES);
        rowKey.put(Rows.channelKey(Rows.RELEASE, release.channel()));
        rowKey.put(release.content().toBytes()).putLong(release.first());
        put(rowKey.array(), ByteBuffer.allocate(Long.BYTES).putLong(release.count()).array());
    }

    @Override
    public void voucher(SignedVoucher highest, Amount keysServed) {
        Rows.writeChannelKey(key, Rows.VOUCHER, highest.channel());
        voucher.clear();
        Rows.putAmount(voucher, highest.cumulative());
        voucher.put(highest.signature().toBytes());
        Rows.putAmount(voucher, keysServed);
        put(key, voucherRow);
    }

    /** A row of zero holds no voucher: only what is owed without one. */
    private void owed(ChannelId channel, Amount served) {
        Rows.writeChannelKey(key, Rows.VOUCHER, channel);
        Arrays.fill(voucherRow, (byte) 0);
        voucher.position(VOUCHER_BYTES - Amount.BYTES);
        Rows.putAmount(voucher, served);
        put(key, voucherRow);
    }

    @Override
    public void promise(ChannelId channel, PromiseMarks marks) {
        Rows.writeChannelKey(key, Rows.PROMISE, channel);
        promise.clear();
        Rows.putMarks(promise, marks);
        put(key, promiseRow);
    }

    @Override
    public void put(SpendRecord spend) {
        ByteBuffer rowKey = ByteBuffer.allocate(Rows.SPEND_KEY_BYTES);
        rowKey.put(Rows.contentKey(Rows.SPEND, spend.content())).put(spend.channel().toBytes());
        put(rowKey.array(), spend.spent().toBytes());
    }

    @Override
    public void put(KeyPurchase purchase) {
        ByteBuffer rowKey = ByteBuffer.allocate(Rows.PURCHASE_KEY_BYTES);
        rowKey.put(Rows.contentKey(Rows.PURCHASE, purchase.content()));
        rowKey.put(purchase.channel().toBytes()).putLong(purchase.first());
        ByteBuffer row = ByteBuffer.allocate(2 * Long.BYTES);
        put(rowKey.array(), row.putLong(purchase.count()).putLong(purchase.received()).array());
    }

    private void put(byte[] rowKey, byte[] value) {
        try {
            writes.put(rowKey, value);
        } catch (RocksDBException e) {
            throw new StoreException("cannot collect channel state: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean isEmpty() {
        return writes.count() == 0;
    }

    @Override
    public void commit() {
        store.commit(writes);
        writes.clear();
    }

    @Override
    public void close() {
        writes.close();
    }
}
