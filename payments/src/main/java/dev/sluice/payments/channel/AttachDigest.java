package dev.sluice.payments.channel;

import dev.sluice.payments.money.Bytes32;

/**
 * What a channel's signer signs to let one peer spend from it: the EIP-712 digest of {@code
 * Attach(bytes32 channelId,bytes32 peer)}.
 *
 * <p>Channel ids are public. Without this proof anybody could use up the credit of a channel, or
 * ask again for keys that its payer has bought. The peer id is authenticated by the transport, so
 * the proof is worth nothing to another peer.
 */
public final class AttachDigest {
    private static final byte[] TYPE_HASH =
            Eip712.typeHash("Attach(bytes32 channelId,bytes32 peer)");

    private AttachDigest() {}

    public static byte[] of(Domain domain, ChannelId channel, Bytes32 peer) {
        byte[] struct = Eip712.words(3).put(TYPE_HASH).put(channel.value()).put(peer).bytes();
        return Eip712.digest(domain, struct);
    }
}
