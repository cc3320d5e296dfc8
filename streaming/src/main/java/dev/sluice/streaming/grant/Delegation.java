package dev.sluice.streaming.grant;

import com.google.protobuf.ByteString;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.Share;
import dev.sluice.streaming.content.Terms;
import dev.sluice.streaming.proto.ContentShare;
import dev.sluice.streaming.proto.SignedDelegation;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerId;
import java.util.List;
import java.util.Optional;

/**
 * A creator's word that another node may sell the keys of a work until a date (T25).
 *
 * <p>Its channels pay a payee of their own and never the creator's: a channel is owned by one gate,
 * so that a voucher shown to both cannot buy twice (I8).
 *
 * @param peer the delegate, as the transport authenticates it
 * @param answerKey verifies the delegate's key answers, Ed25519
 * @param payee whom channels for keys pay, 20 bytes
 * @param split what those channels carry; empty when the payee takes all
 * @param notBefore seconds since 1970, inclusive
 * @param notAfter seconds since 1970, inclusive
 */
public record Delegation(
        ContentId content,
        PeerId peer,
        Bytes answerKey,
        Bytes payee,
        List<Share> split,
        long notBefore,
        long notAfter,
        Serial serial) {
    /** Longest signed delegation, checked before anything is parsed. */
    public static final int MAX_BYTES = 4 << 10;

    private static final String DOMAIN = "sluice/delegation/1";

    public Delegation {
        answerKey.requireLength(CreatorKey.PUBLIC_BYTES, "answer key");
        payee.requireLength(Terms.ACCOUNT_BYTES, "payee");
        if (payee.isZero()) throw new IllegalArgumentException("payee is the zero address");
        split = List.copyOf(split);
        if (split.size() > Terms.MAX_CO_CREATORS)
            throw new IllegalArgumentException(split.size() + " shares");
        if (notBefore < 0 || notAfter < notBefore)
            throw new IllegalArgumentException("dates " + notBefore + " to " + notAfter);
    }

    public SignedDelegation sign(CreatorKey creator) {
        var message =
                dev.sluice.streaming.proto.Delegation.newBuilder()
                        .setVersion(Papers.VERSION)
                        .setContent(ByteString.copyFrom(content.digest()))
                        .setPeer(ByteString.copyFrom(peer.toBytes()))
                        .setAnswerKey(Papers.proto(answerKey))
                        .setPayee(Papers.proto(payee))
                        .setNotBefore(notBefore)
                        .setNotAfter(notAfter)
                        .setSerial(ByteString.copyFrom(serial.toBytes()));
        for (Share share : split)
            message.addSplit(
                    ContentShare.newBuilder()
                            .setRecipient(Papers.proto(share.recipient()))
                            .setBasisPoints(share.basisPoints()));
        byte[] body = message.build().toByteArray();
        return SignedDelegation.newBuilder()
                .setDelegation(ByteString.copyFrom(body))
                .setSignature(Papers.sign(creator, DOMAIN, body))
                .build();
    }

    /** The bytes as a message; nothing in it is looked at. */
    public static SignedDelegation parse(byte[] signed) throws GrantException {
        return Papers.parse(SignedDelegation.parser(), "a delegation", signed, MAX_BYTES);
    }

    /** The delegation, once size, signature, version and every field are checked. */
    public static Delegation verify(SignedDelegation signed, Bytes creator) throws GrantException {
        byte[] body = signed.getDelegation().toByteArray();
        var message =
                Papers.parse(
                        dev.sluice.streaming.proto.Delegation.parser(),
                        "a delegation",
                        body,
                        MAX_BYTES);
        Papers.checkSignature(creator, DOMAIN, body, signed.getSignature());
        Papers.checkVersion(message.getVersion());
        return Papers.fields(() -> read(message));
    }

    /** As {@link #verify(SignedDelegation, Bytes)}, of bytes from a peer or a file. */
    public static Delegation verify(byte[] signed, Bytes creator) throws GrantException {
        return verify(parse(signed), creator);
    }

    /** A delegation that was verified when it was kept. */
    public static Delegation own(byte[] signed) throws GrantException {
        var message =
                Papers.parse(
                        dev.sluice.streaming.proto.Delegation.parser(),
                        "a delegation",
                        parse(signed).getDelegation().toByteArray(),
                        MAX_BYTES);
        Papers.checkVersion(message.getVersion());
        return Papers.fields(() -> read(message));
    }

    private static Delegation read(dev.sluice.streaming.proto.Delegation in) {
        return new Delegation(
                Papers.content(in.getContent()),
                PeerId.of(in.getPeer().toByteArray()),
                Papers.bytes(in.getAnswerKey()),
                Papers.bytes(in.getPayee()),
                in.getSplitList().stream()
                        .map(
                                share ->
                                        new Share(
                                                Papers.bytes(share.getRecipient()),
                                                share.getBasisPoints()))
                        .toList(),
                in.getNotBefore(),
                in.getNotAfter(),
                Papers.serial(in.getSerial()));
    }

    /** What speaks against paying this peer for keys of that work now; empty when nothing does. */
    public Optional<Denied> check(Manifest manifest, PeerId connected, long nowSeconds) {
        if (!content.equals(manifest.id()))
            return deny(Denied.Kind.WRONG_CONTENT, manifest.id(), content);
        if (!peer.equals(connected)) return deny(Denied.Kind.WRONG_PEER, connected, peer);
        if (payee.equals(manifest.terms().payee()))
            return deny(Denied.Kind.SHARED_PAYEE, "another payee than the creator's", payee);
        if (nowSeconds < notBefore)
            return deny(Denied.Kind.NOT_YET_VALID, "not before " + notBefore, nowSeconds);
        if (nowSeconds > notAfter)
            return deny(Denied.Kind.EXPIRED, "not after " + notAfter, nowSeconds);
        return Optional.empty();
    }

    private static Optional<Denied> deny(Denied.Kind kind, Object expected, Object actual) {
        return Optional.of(Denied.of(kind, expected, actual));
    }
}
