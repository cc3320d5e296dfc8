package dev.sluice.streaming.grant;

import com.google.protobuf.ByteString;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.proto.SignedRevocations;
import dev.sluice.streaming.text.Bytes;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The serials that a creator serves no more; only ever grows, and the highest sequence wins.
 *
 * @param sequence 0 for the empty list that nobody wrote yet
 */
public record Revocations(Bytes creator, long sequence, SortedSet<Serial> serials) {
    /** Longest signed list. */
    public static final int MAX_BYTES = 512 << 10;

    /** Most serials that fit. */
    public static final int MAX_SERIALS = 25_000;

    private static final String DOMAIN = "sluice/revocations/1";

    public Revocations {
        creator.requireLength(CreatorKey.PUBLIC_BYTES, "creator key");
        Papers.notNegative(sequence, "sequence");
        if (serials.size() > MAX_SERIALS)
            throw new IllegalArgumentException(
                    "at most " + MAX_SERIALS + " revoked serials, got " + serials.size());
        serials = Collections.unmodifiableSortedSet(new TreeSet<>(serials));
    }

    public static Revocations none(Bytes creator) {
        return new Revocations(creator, 0, new TreeSet<>());
    }

    public boolean has(Serial serial) {
        return serials.contains(serial);
    }

    /** The next list, with one more serial; this one when it has it already. */
    public Revocations with(Serial serial) {
        if (has(serial)) return this;
        TreeSet<Serial> more = new TreeSet<>(serials);
        more.add(serial);
        return new Revocations(creator, Math.addExact(sequence, 1), more);
    }

    /** Whether this list may follow that one; empty when it may. */
    public Optional<Denied> checkAfter(Revocations known) {
        if (!creator.equals(known.creator()))
            return Optional.of(Denied.of(Denied.Kind.WRONG_CREATOR, known.creator(), creator));
        return sequence >= known.sequence()
                ? Optional.empty()
                : Optional.of(
                        Denied.of(
                                Denied.Kind.REPLAYED,
                                "sequence " + known.sequence() + " or more",
                                sequence));
    }

    public SignedRevocations sign(CreatorKey key) {
        var message =
                dev.sluice.streaming.proto.Revocations.newBuilder()
                        .setVersion(Papers.VERSION)
                        .setCreator(Papers.proto(creator))
                        .setSequence(sequence);
        for (Serial serial : serials) message.addSerials(ByteString.copyFrom(serial.toBytes()));
        byte[] body = message.build().toByteArray();
        return SignedRevocations.newBuilder()
                .setRevocations(ByteString.copyFrom(body))
                .setSignature(Papers.sign(key, DOMAIN, body))
                .build();
    }

    /** The bytes as a message; nothing in it is looked at. */
    public static SignedRevocations parse(byte[] signed) throws GrantException {
        return Papers.parse(
                SignedRevocations.parser(), "a list of revoked grants", signed, MAX_BYTES);
    }

    /** The list, once size, signature, version and every field are checked. */
    public static Revocations verify(byte[] signed, Bytes creator) throws GrantException {
        return verify(parse(signed), creator);
    }

    public static Revocations verify(SignedRevocations signed, Bytes creator)
            throws GrantException {
        byte[] body = signed.getRevocations().toByteArray();
        var message =
                Papers.parse(
                        dev.sluice.streaming.proto.Revocations.parser(),
                        "a list of revoked grants",
                        body,
                        MAX_BYTES);
        Papers.checkSignature(creator, DOMAIN, body, signed.getSignature());
        Papers.checkVersion(message.getVersion());
        Revocations list = Papers.fields(() -> read(message));
        if (!list.creator().equals(creator))
            throw GrantException.of(Denied.Kind.WRONG_CREATOR, creator, list.creator());
        return list;
    }

    private static Revocations read(dev.sluice.streaming.proto.Revocations in) {
        TreeSet<Serial> serials = new TreeSet<>();
        in.getSerialsList().forEach(serial -> serials.add(Papers.serial(serial)));
        return new Revocations(Papers.bytes(in.getCreator()), in.getSequence(), serials);
    }
}
