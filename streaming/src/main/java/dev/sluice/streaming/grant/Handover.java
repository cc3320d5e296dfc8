package dev.sluice.streaming.grant;

import com.google.protobuf.ByteString;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.content.RootSeed;
import dev.sluice.streaming.proto.DelegationFile;
import dev.sluice.streaming.proto.SignedDelegation;
import dev.sluice.streaming.text.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * What a creator hands to a delegate: the delegation, and the work's root seed sealed to it.
 *
 * @param signed the delegation as it was signed, to show to consumers
 */
public record Handover(SignedDelegation signed, Delegation delegation, RootSeed seed) {
    /** Longest handover file. */
    public static final int MAX_BYTES = 8 << 10;

    private static final byte[] SEAL =
            "sluice/delegation-seal/1".getBytes(StandardCharsets.US_ASCII);

    /** The bytes of the file. */
    public static byte[] write(
            Delegation delegation,
            RootSeed seed,
            CreatorKey creator,
            Holder delegate,
            SecureRandom random) {
        byte[] sealed =
                Hybrid.seal(
                        delegate.sealing().toArray(),
                        info(delegation),
                        delegation.peer().toBytes(),
                        seed.toBytes(),
                        random);
        return DelegationFile.newBuilder()
                .setDelegation(delegation.sign(creator))
                .setSealed(ByteString.copyFrom(sealed))
                .build()
                .toByteArray();
    }

    /** The work that a file is about, as it says of itself. */
    public static ContentId contentOf(byte[] file) throws GrantException {
        DelegationFile message =
                Papers.parse(DelegationFile.parser(), "a delegation's file", file, MAX_BYTES);
        return Delegation.own(message.getDelegation().toByteArray()).content();
    }

    /** Opens the file with the delegate's key; the creator is the one that the work names. */
    public static Handover open(byte[] file, Bytes creator, HolderKey delegate)
            throws GrantException {
        DelegationFile message =
                Papers.parse(DelegationFile.parser(), "a delegation's file", file, MAX_BYTES);
        Delegation delegation = Delegation.verify(message.getDelegation(), creator);
        byte[] seed =
                Hybrid.open(
                        delegate.sealing(),
                        info(delegation),
                        delegation.peer().toBytes(),
                        message.getSealed().toByteArray());
        if (seed == null)
            throw GrantException.of(
                    Denied.Kind.WRONG_HOLDER, "sealed to " + delegate.holder(), "another holder");
        return new Handover(
                message.getDelegation(), delegation, Papers.fields(() -> RootSeed.of(seed)));
    }

    private static byte[] info(Delegation delegation) {
        return ByteBuffer.allocate(SEAL.length + 32 + Serial.BYTES)
                .put(SEAL)
                .put(delegation.content().digest())
                .put(delegation.serial().toBytes())
                .array();
    }
}
