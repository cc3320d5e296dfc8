package dev.sluice.payments.channel;

import dev.sluice.payments.crypto.Keccak256;
import dev.sluice.payments.money.Amount;

/**
 * What a voucher's signature signs: the EIP-712 digest of {@code Voucher(bytes32 channelId,uint128
 * cumulativeAmount)}.
 *
 * <p>Threads: an instance belongs to one thread and allocates nothing per digest.
 *
 * <pre>
 *   struct    type hash (32) │ channel id (32) │ zeros (16) │ cumulative (16)
 *   message   19 01 │ domain separator (32) │ keccak(struct) (32)
 * </pre>
 */
public final class VoucherDigest {
    public static final int BYTES = Keccak256.BYTES;

    private static final byte[] TYPE_HASH =
            Eip712.typeHash("Voucher(bytes32 channelId,uint128 cumulativeAmount)");

    private final Keccak256 keccak = new Keccak256();
    private final byte[] struct = Eip712.words(3).put(TYPE_HASH).bytes();
    private final byte[] message = new byte[2 + 2 * Eip712.WORD];

    public VoucherDigest(Domain domain) {
        message[0] = 0x19;
        message[1] = 0x01;
        domain.separator().copyTo(message, 2);
    }

    /** The digest, for the cold path. */
    public static byte[] of(Domain domain, ChannelId channel, Amount cumulative) {
        byte[] out = new byte[BYTES];
        new VoucherDigest(domain).write(channel, cumulative, out);
        return out;
    }

    /** Writes the digest into the first 32 bytes of {@code target}. */
    public void write(ChannelId channel, Amount cumulative, byte[] target) {
        channel.value().copyTo(struct, Eip712.WORD);
        cumulative.copyTo(struct, struct.length - Amount.BYTES);
        keccak.update(struct, 0, struct.length);
        keccak.finish(message, 2 + Eip712.WORD);
        keccak.update(message, 0, message.length);
        keccak.finish(target, 0);
    }
}
