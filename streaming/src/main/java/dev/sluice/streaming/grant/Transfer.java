package dev.sluice.streaming.grant;

import com.google.protobuf.ByteString;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.proto.SignedTransfer;
import dev.sluice.streaming.text.Bytes;

/**
 * A holder's word that its grant goes to another holder. Good once: the creator re-issues the grant
 * and serves the old serial no more.
 */
public record Transfer(ContentId content, Serial serial, Holder to) {
    /** Longest signed transfer. */
    public static final int MAX_BYTES = 1 << 10;

    private static final String DOMAIN = "sluice/transfer/1";

    public SignedTransfer sign(HolderKey from) {
        byte[] body =
                dev.sluice.streaming.proto.Transfer.newBuilder()
                        .setVersion(Papers.VERSION)
                        .setContent(ByteString.copyFrom(content.digest()))
                        .setSerial(ByteString.copyFrom(serial.toBytes()))
                        .setTo(Papers.proto(to))
                        .build()
                        .toByteArray();
        return SignedTransfer.newBuilder()
                .setTransfer(ByteString.copyFrom(body))
                .setSignature(Papers.sign(from.signing(), DOMAIN, body))
                .build();
    }

    /** The transfer as it says of itself: which grant to look up, before anything is believed. */
    public static Transfer unverified(SignedTransfer signed) throws GrantException {
        var message =
                Papers.parse(
                        dev.sluice.streaming.proto.Transfer.parser(),
                        "a transfer",
                        signed.getTransfer().toByteArray(),
                        MAX_BYTES);
        Papers.checkVersion(message.getVersion());
        return Papers.fields(
                () ->
                        new Transfer(
                                Papers.content(message.getContent()),
                                Papers.serial(message.getSerial()),
                                Papers.holder(message.getTo())));
    }

    /** The transfer, once the grant's holder has signed it. */
    public static Transfer verify(SignedTransfer signed, Holder from) throws GrantException {
        Transfer transfer = unverified(signed);
        Bytes key = from.signing();
        Papers.checkSignature(
                key, DOMAIN, signed.getTransfer().toByteArray(), signed.getSignature());
        return transfer;
    }
}
