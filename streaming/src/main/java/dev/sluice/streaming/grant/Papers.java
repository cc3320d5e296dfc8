package dev.sluice.streaming.grant;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.proto.GrantHolder;
import dev.sluice.streaming.text.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** What all papers share: parsing within a cap, and signatures under a domain. */
final class Papers {
    static final int VERSION = 1;

    private Papers() {}

    /** {@code what} is the paper, as a person calls it. */
    static <M extends Message> M parse(Parser<M> parser, String what, byte[] bytes, int maxBytes)
            throws GrantException {
        if (bytes.length > maxBytes)
            throw GrantException.of(
                    Denied.Kind.TOO_LARGE, "at most " + maxBytes + " bytes", bytes.length);
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw GrantException.of(
                    Denied.Kind.MALFORMED, what, bytes.length + " bytes that are none");
        }
    }

    static void checkVersion(int version) throws GrantException {
        if (version != VERSION)
            throw GrantException.of(
                    Denied.Kind.UNKNOWN_VERSION, "version " + VERSION, "version " + version);
    }

    /** Makes a value of fields that may be out of range. */
    static <T> T fields(Supplier<T> value) throws GrantException {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw GrantException.of(
                    Denied.Kind.MALFORMED, "well-formed fields", String.valueOf(e.getMessage()));
        }
    }

    static ByteString sign(CreatorKey key, String domain, byte[] body) {
        return ByteString.copyFrom(key.sign(signedBytes(domain, body)));
    }

    static void checkSignature(Bytes key, String domain, byte[] body, ByteString signature)
            throws GrantException {
        if (!isSigned(key, domain, body, signature))
            throw GrantException.of(
                    Denied.Kind.BAD_SIGNATURE, "signed by " + key, "another signature");
    }

    static boolean isSigned(Bytes key, String domain, byte[] body, ByteString signature) {
        return CreatorKey.verify(key, signedBytes(domain, body), signature.toByteArray());
    }

    static byte[] signedBytes(String domain, byte[] body) {
        byte[] prefix = domain.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(prefix.length + body.length).put(prefix).put(body).array();
    }

    static ByteString proto(Bytes bytes) {
        return ByteString.copyFrom(bytes.toArray());
    }

    static Bytes bytes(ByteString field) {
        return Bytes.of(field.toByteArray());
    }

    static ContentId content(ByteString field) {
        return ContentId.of(field.toByteArray());
    }

    static Serial serial(ByteString field) {
        return Serial.of(field.toByteArray());
    }

    static GrantHolder proto(Holder holder) {
        return GrantHolder.newBuilder()
                .setSealing(proto(holder.sealing()))
                .setSigning(proto(holder.signing()))
                .build();
    }

    static Holder holder(GrantHolder message) {
        return new Holder(bytes(message.getSealing()), bytes(message.getSigning()));
    }

    static long notNegative(long value, String name) {
        if (value < 0) throw new IllegalArgumentException(name + " is out of range: " + value);
        return value;
    }
}
