package dev.sluice.bench.crash;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.PayeeRecord;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Fills a store with channels that nobody uses any more, each with a voucher. */
public final class Filler {
    private static final int ROWS_PER_COMMIT = 1_000;

    private Filler() {}

    /** Adds the channels {@code from} (inclusive) to {@code to}, signed on all cores. */
    public static void fill(ChannelStore store, int from, int to, Domain domain, Address payee) {
        SecretKey payer = PlayerChild.wallet(0xffff);
        try (ChannelStore.Batch batch = store.batch()) {
            for (int row = from; row < to; row += ROWS_PER_COMMIT) {
                IntStream.range(row, Math.min(row + ROWS_PER_COMMIT, to))
                        .parallel()
                        .mapToObj(i -> record(i, domain, payer, payee))
                        .toList()
                        .forEach(batch::put);
                batch.commit();
            }
        }
    }

    private static PayeeRecord record(int i, Domain domain, SecretKey payer, Address payee) {
        ChannelParameters channel =
                new ChannelParameters(
                        payer.address(),
                        payer.address(),
                        payee,
                        Address.ZERO,
                        Bytes32.ZERO,
                        3_600,
                        new Bytes32(0, 0, 7, i));
        ChannelId id = channel.id(domain);
        SignedVoucher voucher = SignedVoucher.sign(domain, id, Amount.of(i + 1L), payer);
        return new PayeeRecord(id, channel, List.of(), Optional.of(voucher), Amount.ZERO);
    }
}
