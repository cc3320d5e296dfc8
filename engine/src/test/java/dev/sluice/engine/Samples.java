package dev.sluice.engine;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.terms.Terms;
import dev.sluice.payments.terms.WorkPrice;
import java.util.Arrays;

/** Values that tests share. */
public final class Samples {
    public static final Domain DOMAIN = new Domain(31337, address(0xc0));
    public static final SecretKey SIGNER = key(1);
    public static final Address PAYER = address(0xa1);
    public static final Address PAYEE = address(0xb2);
    public static final Address TOKEN = address(0xd3);
    public static final long EXIT_DELAY = 86_400;
    public static final int SLICE = 64 << 10;

    /** A signature that nobody made, for cores that are told whether it is valid. */
    public static final Signature SIGNATURE = Signature.of(new byte[Signature.BYTES]);

    private Samples() {}

    public static Address address(int fill) {
        byte[] bytes = new byte[Address.BYTES];
        Arrays.fill(bytes, (byte) fill);
        return Address.of(bytes);
    }

    public static Bytes32 bytes32(int fill) {
        return new Bytes32(fill, fill, fill, fill);
    }

    public static SecretKey key(int number) {
        byte[] secret = new byte[SecretKey.BYTES];
        secret[SecretKey.BYTES - 1] = (byte) number;
        return SecretKey.of(secret);
    }

    public static ChannelParameters channel(int salt, Bytes32 splitHash) {
        return new ChannelParameters(
                PAYER, SIGNER.address(), PAYEE, TOKEN, splitHash, EXIT_DELAY, bytes32(salt));
    }

    public static ChannelParameters channel(int salt) {
        return channel(salt, Bytes32.ZERO);
    }

    public static ChannelId id(ChannelParameters channel) {
        return channel.id(DOMAIN);
    }

    public static SignedVoucher voucher(ChannelParameters channel, long cumulative) {
        return SignedVoucher.sign(DOMAIN, id(channel), Amount.of(cumulative), SIGNER);
    }

    /** A work whose every slice costs {@code perSlice}, a quarter of it the seeder's fee. */
    public static WorkPrice price(long slices, long perSlice) {
        return new WorkPrice(new Terms(16 * perSlice, 2_500), slices * SLICE, SLICE);
    }
}
