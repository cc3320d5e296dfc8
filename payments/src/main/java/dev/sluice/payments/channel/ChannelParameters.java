package dev.sluice.payments.channel;

import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;

/**
 * What a channel is, for ever: its id is the hash of these.
 *
 * @param payer whose deposit the reserve comes from
 * @param signer whose signature makes a voucher valid; fixed, because a signer that can change
 *     makes outstanding vouchers bounce
 * @param payee who is paid
 * @param token the ERC-20 contract, or zero for the chain's own coin
 * @param splitHash hash of the list of recipients, or zero when the payee takes all
 * @param exitDelaySeconds how long the payer's exit can be answered by a claim
 * @param salt makes the id fresh
 */
public record ChannelParameters(
        Address payer,
        Address signer,
        Address payee,
        Address token,
        Bytes32 splitHash,
        long exitDelaySeconds,
        Bytes32 salt) {
    private static final byte[] TYPE_HASH =
            Eip712.typeHash(
                    "Channel(address payer,address signer,address payee,address token,"
                            + "bytes32 splitHash,uint64 exitDelay,bytes32 salt)");

    public ChannelParameters {
        if (exitDelaySeconds < 0) throw new IllegalArgumentException("delay " + exitDelaySeconds);
    }

    /** The channel's identity under a domain: changes with every parameter (T1). */
    public ChannelId id(Domain domain) {
        byte[] struct =
                Eip712.words(8)
                        .put(TYPE_HASH)
                        .put(payer)
                        .put(signer)
                        .put(payee)
                        .put(token)
                        .put(splitHash)
                        .put(exitDelaySeconds)
                        .put(salt)
                        .bytes();
        return ChannelId.of(Eip712.digest(domain, struct));
    }
}
