package dev.sluice.payments;

import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Values that tests share. */
public final class Samples {
    public static final Domain DOMAIN = new Domain(31337, address(0xc0));
    public static final SecretKey SIGNER = key(1);
    public static final Address PAYER = address(0xa1);
    public static final Address PAYEE = address(0xb2);
    public static final Address TOKEN = address(0xd3);
    public static final ChannelParameters CHANNEL =
            new ChannelParameters(
                    PAYER, SIGNER.address(), PAYEE, TOKEN, Bytes32.ZERO, 86_400, bytes32(7));

    private Samples() {}

    public static Address address(int fill) {
        byte[] bytes = new byte[Address.BYTES];
        Arrays.fill(bytes, (byte) fill);
        return Address.of(bytes);
    }

    public static Bytes32 bytes32(int fill) {
        byte[] bytes = new byte[Bytes32.BYTES];
        Arrays.fill(bytes, (byte) fill);
        return Bytes32.of(bytes);
    }

    public static SecretKey key(int number) {
        byte[] secret = new byte[SecretKey.BYTES];
        secret[SecretKey.BYTES - 1] = (byte) number;
        return SecretKey.of(secret);
    }

    public static Amount amount(long baseUnits) {
        return Amount.of(baseUnits);
    }

    public static byte[] bytes(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Any amount, short ones as likely as long ones. */
    public static Amount anyAmount(RandomGenerator random) {
        int shift = random.nextInt(128);
        return Amount.of(Amount.fromBytes(bytes(random, 16)).toBigInteger().shiftRight(shift));
    }

    public static Split anySplit(RandomGenerator random) {
        int recipients = 1 + random.nextInt(Split.MAX_RECIPIENTS);
        List<Share> shares = new ArrayList<>();
        int rest = Split.WHOLE_BASIS_POINTS;
        for (int i = 1; i < recipients; i++) {
            int part = random.nextInt(rest + 1);
            shares.add(new Share(address(i), part));
            rest -= part;
        }
        shares.add(new Share(address(recipients), rest));
        return new Split(shares);
    }
}
