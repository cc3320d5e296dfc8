package dev.sluice.chain.contract;

import static dev.sluice.chain.contract.Abi.address;
import static dev.sluice.chain.contract.Abi.bytes32;
import static dev.sluice.chain.contract.Abi.uint;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;

/** The reads of the channel contract: call data out, answers in. */
public final class ChannelViews {
    private ChannelViews() {}

    public static byte[] channel(ChannelId channel) {
        return Abi.call(Signatures.CHANNEL, bytes32(channel.value()));
    }

    public static ChannelOnChain channel(byte[] answer) {
        Words words = new Words(answer);
        return new ChannelOnChain(words.amount(0), words.amount(1), words.longValue(2));
    }

    public static byte[] freeBalance(Address payer, Address token) {
        return Abi.call(Signatures.FREE_BALANCE, address(payer), address(token));
    }

    public static byte[] credits(Address recipient, Address token) {
        return Abi.call(Signatures.CREDITS, address(recipient), address(token));
    }

    public static byte[] delegateOf(Address payee) {
        return Abi.call(Signatures.DELEGATE_OF, address(payee));
    }

    public static byte[] minExitDelay() {
        return Abi.call(Signatures.MIN_EXIT_DELAY);
    }

    public static byte[] channelId(ChannelParameters parameters) {
        return Abi.call(Signatures.CHANNEL_ID, Abi.params(parameters));
    }

    public static byte[] voucherDigest(ChannelId channel, Amount cumulative) {
        return Abi.call(Signatures.VOUCHER_DIGEST, bytes32(channel.value()), uint(cumulative));
    }

    public static byte[] releaseDigest(ChannelId channel, Amount claimed) {
        return Abi.call(Signatures.RELEASE_DIGEST, bytes32(channel.value()), uint(claimed));
    }
}
