package dev.sluice.payments.channel;

import dev.sluice.payments.money.Amount;

/**
 * What a payee signs to let a channel close at once: the EIP-712 digest of {@code Release(bytes32
 * channelId,uint128 claimed)}.
 */
public final class ReleaseDigest {
    private static final byte[] TYPE_HASH =
            Eip712.typeHash("Release(bytes32 channelId,uint128 claimed)");

    private ReleaseDigest() {}

    public static byte[] of(Domain domain, ChannelId channel, Amount claimed) {
        byte[] struct = Eip712.words(3).put(TYPE_HASH).put(channel.value()).put(claimed).bytes();
        return Eip712.digest(domain, struct);
    }
}
