package dev.sluice.engine.node;

import com.google.protobuf.ByteString;
import dev.sluice.engine.payee.ChannelChange;
import dev.sluice.engine.payee.PayeePipeline;
import dev.sluice.engine.wire.MalformedMessage;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ReleaseDigest;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.Claim;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.PayeeRecord;
import dev.sluice.streaming.proto.Released;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * Claims what vouchers promise, and releases channels. Blocks on the ledger; never on a hot path.
 */
final class Settler {
    private static final int ROWS_PER_CLAIM = 100;

    private final Ledger ledger;
    private final ChannelStore store;
    private final PayeePipeline pipeline;
    private final SecretKey payee;

    Settler(Ledger ledger, ChannelStore store, PayeePipeline pipeline, SecretKey payee) {
        this.ledger = ledger;
        this.store = store;
        this.pipeline = pipeline;
        this.payee = payee;
    }

    /** Claims every voucher that the contract has not paid; the number of channels claimed. */
    int claimAll() {
        List<Claim> due = new ArrayList<>();
        store.forEachPayee(record -> due(record).ifPresent(due::add));
        for (int from = 0; from < due.size(); from += ROWS_PER_CLAIM)
            await(due.subList(from, Math.min(due.size(), from + ROWS_PER_CLAIM)));
        return due.size();
    }

    private Optional<Claim> due(PayeeRecord record) {
        Optional<SignedVoucher> voucher = record.voucher();
        if (voucher.isEmpty()) return Optional.empty();
        ChannelOnChain onChain = ledger.channel(record.channel());
        boolean pays =
                !onChain.isClosed() && voucher.get().cumulative().compareTo(onChain.claimed()) > 0;
        return pays
                ? Optional.of(new Claim(record.parameters(), record.split(), voucher.get()))
                : Optional.empty();
    }

    private void await(List<Claim> claims) {
        try {
            ledger.claim(claims).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LedgerException refused
                    ? refused
                    : new LedgerException("claim failed: " + e.getMessage(), e);
        }
    }

    /**
     * Ends service on the channel, claims its highest voucher, and signs that it may be closed. In
     * this order: nothing that is accepted can be left behind.
     */
    Released release(ChannelId id) {
        record(id);
        pipeline.changed(id, new ChannelChange.Retired()).join();
        PayeeRecord last = record(id);
        due(last).ifPresent(claim -> await(List.of(claim)));
        Amount claimed = ledger.channel(id).claimed();
        if (claimed.compareTo(last.accepted()) < 0)
            throw new LedgerException("channel " + id + " was claimed to " + claimed + " only");
        return Released.newBuilder()
                .setChannel(ByteString.copyFrom(id.toBytes()))
                .setClaimed(ByteString.copyFrom(claimed.toBytes()))
                .setSignature(ByteString.copyFrom(sign(id, claimed)))
                .build();
    }

    private byte[] sign(ChannelId id, Amount claimed) {
        return payee.sign(ReleaseDigest.of(ledger.domain(), id, claimed)).toBytes();
    }

    PayeeRecord record(ChannelId id) {
        return store.payee(id)
                .orElseThrow(() -> new MalformedMessage("channel " + id + " is not known here"));
    }
}
