package dev.sluice.streaming.content;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sluice.streaming.content.ManifestException.Kind;
import dev.sluice.streaming.proto.SignedManifest;
import dev.sluice.streaming.text.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Manifests as signed bytes and back. The signature covers {@code "sluice/manifest/1"} and the
 * manifest's bytes as they were sent, never a re-encoding, so that it holds whatever fields a later
 * version adds. Stateless.
 */
public final class ManifestCodec {
    /** Longest signed manifest, checked before anything is parsed. */
    public static final int MAX_BYTES = 64 << 10;

    private static final byte[] DOMAIN = "sluice/manifest/1".getBytes(StandardCharsets.US_ASCII);

    private ManifestCodec() {}

    /**
     * Throws {@link IllegalArgumentException} when the key is not that of the manifest's creator.
     */
    public static byte[] sign(Manifest manifest, CreatorKey key) {
        if (!manifest.core().creator().equals(key.publicKey()))
            throw new IllegalArgumentException(
                    "the manifest names creator "
                            + manifest.core().creator()
                            + ", the key is "
                            + key.publicKey());
        byte[] bytes = ManifestProto.write(manifest).toByteArray();
        return SignedManifest.newBuilder()
                .setManifest(ByteString.copyFrom(bytes))
                .setSignature(ByteString.copyFrom(key.sign(signedBytes(bytes))))
                .build()
                .toByteArray();
    }

    /** The manifest, once size, signature, versions and every field are checked. */
    public static Manifest verify(byte[] signed) throws ManifestException {
        if (signed.length > MAX_BYTES)
            throw new ManifestException(
                    Kind.TOO_LARGE,
                    "a manifest has at most " + MAX_BYTES + " bytes, got " + signed.length);
        try {
            return verify(SignedManifest.parseFrom(signed));
        } catch (InvalidProtocolBufferException e) {
            throw new ManifestException(
                    Kind.MALFORMED, signed.length + " bytes that are no manifest");
        }
    }

    /** As {@link #verify(byte[])}, and it must be the manifest of this content. */
    public static Manifest verify(byte[] signed, ContentId expected) throws ManifestException {
        Manifest manifest = verify(signed);
        if (!manifest.id().equals(expected))
            throw new ManifestException(
                    Kind.WRONG_CONTENT, "expected " + expected + ", got " + manifest.id());
        return manifest;
    }

    private static Manifest verify(SignedManifest signed)
            throws ManifestException, InvalidProtocolBufferException {
        byte[] bytes = signed.getManifest().toByteArray();
        dev.sluice.streaming.proto.Manifest message =
                dev.sluice.streaming.proto.Manifest.parseFrom(bytes);
        Bytes creator = Bytes.of(message.getCreator().toByteArray());
        byte[] signature = signed.getSignature().toByteArray();
        if (!CreatorKey.verify(creator, signedBytes(bytes), signature))
            throw new ManifestException(
                    Kind.BAD_SIGNATURE, "the signature is not that of creator " + creator);
        return ManifestProto.read(message);
    }

    private static byte[] signedBytes(byte[] manifest) {
        return ByteBuffer.allocate(DOMAIN.length + manifest.length)
                .put(DOMAIN)
                .put(manifest)
                .array();
    }
}
