package dev.sluice.payments.ledger;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.ReleaseDigest;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** An in-memory chain with a payer and a payee on it, as most tests of the ledger need. */
final class Bank {
    static final long DELAY = 100;
    static final Address TOKEN = Samples.TOKEN;
    static final SecretKey PAYEE_KEY = Samples.key(2);

    final InMemoryChain chain = new InMemoryChain(Samples.DOMAIN, DELAY);
    final Ledger payer = chain.ledger(Samples.PAYER);
    final Ledger payee = chain.ledger(PAYEE_KEY.address());

    Bank() {
        chain.fund(Samples.PAYER, TOKEN, Amount.of(1_000));
    }

    static ChannelParameters channel(int salt, Bytes32 splitHash) {
        return new ChannelParameters(
                Samples.PAYER,
                Samples.SIGNER.address(),
                PAYEE_KEY.address(),
                TOKEN,
                splitHash,
                DELAY,
                Samples.bytes32(salt));
    }

    static ChannelParameters channel(int salt) {
        return channel(salt, Bytes32.ZERO);
    }

    static ChannelId id(ChannelParameters channel) {
        return channel.id(Samples.DOMAIN);
    }

    static ChannelRequest request(ChannelParameters channel, long amount) {
        return new ChannelRequest(channel, Amount.of(amount));
    }

    static Claim claim(ChannelParameters channel, long cumulative, Share... split) {
        SignedVoucher voucher =
                SignedVoucher.sign(
                        Samples.DOMAIN, id(channel), Amount.of(cumulative), Samples.SIGNER);
        return new Claim(channel, List.of(split), voucher);
    }

    static Signature release(ChannelParameters channel, long claimed) {
        return PAYEE_KEY.sign(ReleaseDigest.of(Samples.DOMAIN, id(channel), Amount.of(claimed)));
    }

    /** A channel that the payer has opened with this reserve, deposited for it. */
    ChannelParameters open(int salt, long reserve) {
        ChannelParameters channel = channel(salt);
        done(payer.open(TOKEN, Amount.of(reserve), List.of(request(channel, reserve))));
        return channel;
    }

    ChannelOnChain state(ChannelParameters channel) {
        return payer.channel(id(channel));
    }

    static Receipt done(CompletableFuture<Receipt> transaction) {
        assertTrue(transaction.isDone());
        return transaction.join();
    }

    /** Asserts that the contract refused with the error of this name. */
    static void refused(String error, CompletableFuture<Receipt> transaction) {
        Throwable cause = assertThrows(ExecutionException.class, transaction::get).getCause();
        String message =
                String.valueOf(assertInstanceOf(LedgerException.class, cause).getMessage());
        assertTrue(message.startsWith(error), message);
    }
}
