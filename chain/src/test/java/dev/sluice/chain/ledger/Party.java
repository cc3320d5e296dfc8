package dev.sluice.chain.ledger;

import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.ReleaseDigest;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.channel.VoucherDigest;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.ledger.Claim;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.List;
import java.util.Random;

/** A payer with its signer, and a payee, all made from a seed; and what they sign. */
final class Party {
    final SecretKey payer;
    final SecretKey signer;
    final SecretKey payee;
    final SecretKey delegate;
    private final Domain domain;
    private final Random random;

    Party(long seed, Domain domain) {
        this.random = new Random(seed);
        this.domain = domain;
        payer = SecretKey.random(random);
        signer = SecretKey.random(random);
        payee = SecretKey.random(random);
        delegate = SecretKey.random(random);
    }

    ChannelParameters channel(Address token, long exitDelaySeconds) {
        return channel(token, exitDelaySeconds, Bytes32.ZERO);
    }

    ChannelParameters channel(Address token, long exitDelaySeconds, Bytes32 splitHash) {
        return new ChannelParameters(
                payer.address(),
                signer.address(),
                payee.address(),
                token,
                splitHash,
                exitDelaySeconds,
                bytes32());
    }

    Claim claim(ChannelParameters channel, long cumulative) {
        return signed(channel, List.of(), cumulative);
    }

    Claim claim(ChannelParameters channel, Split split, long cumulative) {
        return signed(channel, split.shares(), cumulative);
    }

    private Claim signed(ChannelParameters channel, List<Share> split, long cumulative) {
        Amount amount = Amount.of(cumulative);
        byte[] digest = VoucherDigest.of(domain, channel.id(domain), amount);
        SignedVoucher voucher = new SignedVoucher(channel.id(domain), amount, signer.sign(digest));
        return new Claim(channel, split, voucher);
    }

    Signature release(ChannelParameters channel, long claimed) {
        return release(payee, channel, claimed);
    }

    Signature delegateRelease(ChannelParameters channel, long claimed) {
        return release(delegate, channel, claimed);
    }

    private Signature release(SecretKey key, ChannelParameters channel, long claimed) {
        return key.sign(ReleaseDigest.of(domain, channel.id(domain), Amount.of(claimed)));
    }

    Bytes32 bytes32() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Bytes32.of(bytes);
    }

    Address address() {
        return SecretKey.random(random).address();
    }
}
