package dev.sluice.engine.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.streaming.proto.ContentShare;
import dev.sluice.streaming.proto.Voucher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Field by field between protobuf and money. A malformed field is a {@link MalformedMessage}. */
public final class Messages {
    private Messages() {}

    /** Parses the first {@code length} bytes. */
    public static <M extends Message> M parse(Parser<M> parser, byte[] buffer, int length) {
        try {
            return parser.parseFrom(buffer, 0, length);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMessage("not a valid message: " + e.getMessage(), e);
        }
    }

    public static Bytes32 bytes32(ByteString field) {
        return Bytes32.of(exactly(field, Bytes32.BYTES, "hash"));
    }

    public static Address address(ByteString field) {
        return Address.of(exactly(field, Address.BYTES, "address"));
    }

    public static Amount amount(ByteString field) {
        return Amount.fromBytes(exactly(field, Amount.BYTES, "amount"));
    }

    public static Signature signature(ByteString field) {
        return Signature.of(exactly(field, Signature.BYTES, "signature"));
    }

    public static @Nullable ChannelId channelOrNull(ByteString field) {
        return field.isEmpty() ? null : new ChannelId(bytes32(field));
    }

    private static byte[] exactly(ByteString field, int bytes, String what) {
        if (field.size() != bytes)
            throw new MalformedMessage(what + " of " + field.size() + " bytes, expected " + bytes);
        return field.toByteArray();
    }

    public static SignedVoucher voucher(Voucher message) {
        return new SignedVoucher(
                new ChannelId(bytes32(message.getChannel())),
                amount(message.getCumulative()),
                signature(message.getSignature()));
    }

    public static Voucher voucher(SignedVoucher voucher) {
        return Voucher.newBuilder()
                .setChannel(bytes(voucher.channel().toBytes()))
                .setCumulative(bytes(voucher.cumulative().toBytes()))
                .setSignature(bytes(voucher.signature().toBytes()))
                .build();
    }

    public static List<Share> shares(List<ContentShare> messages) {
        try {
            return messages.stream()
                    .map(m -> new Share(address(m.getRecipient()), m.getBasisPoints()))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new MalformedMessage(String.valueOf(e.getMessage()), e);
        }
    }

    public static List<ContentShare> shareMessages(List<Share> shares) {
        return shares.stream()
                .map(
                        s ->
                                ContentShare.newBuilder()
                                        .setRecipient(bytes(s.recipient().toBytes()))
                                        .setBasisPoints(s.basisPoints())
                                        .build())
                .toList();
    }

    public static ByteString bytes(byte[] bytes) {
        return ByteString.copyFrom(bytes);
    }
}
