package dev.sluice.engine.wire;

import static dev.sluice.engine.wire.Messages.address;
import static dev.sluice.engine.wire.Messages.bytes;
import static dev.sluice.engine.wire.Messages.bytes32;

import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.streaming.proto.ChannelAttach;
import dev.sluice.streaming.proto.ChannelAttached;
import dev.sluice.streaming.proto.Refusal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A channel's messages: showing it, its answer, a refusal. */
public final class Channels {
    private static final int TEXT_CAP = 200;

    private Channels() {}

    public static ChannelAttach attach(
            Domain domain,
            ChannelParameters parameters,
            List<Share> split,
            Signature proof,
            @Nullable SignedVoucher last) {
        ChannelAttach.Builder message =
                ChannelAttach.newBuilder()
                        .setChainId(domain.chainId())
                        .setContract(bytes(domain.contract().toBytes()))
                        .setPayer(bytes(parameters.payer().toBytes()))
                        .setSigner(bytes(parameters.signer().toBytes()))
                        .setPayee(bytes(parameters.payee().toBytes()))
                        .setToken(bytes(parameters.token().toBytes()))
                        .setSplitHash(bytes(parameters.splitHash().toBytes()))
                        .setExitDelaySeconds(parameters.exitDelaySeconds())
                        .setSalt(bytes(parameters.salt().toBytes()))
                        .addAllSplit(Messages.shareMessages(split))
                        .setProof(bytes(proof.toBytes()));
        if (last != null) message.setLast(Messages.voucher(last));
        return message.build();
    }

    public static Domain domain(ChannelAttach message) {
        if (message.getChainId() <= 0)
            throw new MalformedMessage("chain id " + message.getChainId());
        return new Domain(message.getChainId(), address(message.getContract()));
    }

    public static ChannelParameters parameters(ChannelAttach message) {
        if (message.getExitDelaySeconds() < 0)
            throw new MalformedMessage("exit delay " + message.getExitDelaySeconds());
        return new ChannelParameters(
                address(message.getPayer()),
                address(message.getSigner()),
                address(message.getPayee()),
                address(message.getToken()),
                bytes32(message.getSplitHash()),
                message.getExitDelaySeconds(),
                bytes32(message.getSalt()));
    }

    public static ChannelAttached attached(
            byte[] channel, Optional<SignedVoucher> last, Amount served) {
        ChannelAttached.Builder message =
                ChannelAttached.newBuilder()
                        .setChannel(bytes(channel))
                        .setServed(bytes(served.toBytes()));
        last.ifPresent(v -> message.setLast(Messages.voucher(v)));
        return message.build();
    }

    public static Refusal refusal(Refused why, byte[] subject, long index) {
        return Refusal.newBuilder()
                .setReason(why.reason().name())
                .setExpected(cap(why.expected()))
                .setActual(cap(why.actual()))
                .setContent(bytes(subject))
                .setIndex(index)
                .setMissing(bytes(why.missing().toBytes()))
                .build();
    }

    private static String cap(String text) {
        return text.length() <= TEXT_CAP ? text : text.substring(0, TEXT_CAP);
    }

    /** The refusal as a value; an unknown reason is malformed. */
    public static Refused refused(Refusal message) {
        return new Refused(
                reason(message.getReason()),
                message.getExpected(),
                message.getActual(),
                message.getMissing().isEmpty()
                        ? Amount.ZERO
                        : Messages.amount(message.getMissing()));
    }

    private static Reason reason(String name) {
        for (Reason reason : Reason.values()) if (reason.name().equals(name)) return reason;
        throw new MalformedMessage("unknown reason for a refusal");
    }
}
