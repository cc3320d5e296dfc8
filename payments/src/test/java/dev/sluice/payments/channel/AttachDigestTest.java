package dev.sluice.payments.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.payments.crypto.Keccak256;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The right to spend from a channel is one peer's, on one chain (T1). */
final class AttachDigestTest {
    private static final Domain DOMAIN = new Domain(31_337, Address.ZERO);
    private static final ChannelId CHANNEL = new ChannelId(new Bytes32(1, 2, 3, 4));
    private static final Bytes32 PEER = new Bytes32(5, 6, 7, 8);

    @Test
    void theDigestIsTheOneOfEip712() {
        byte[] type =
                Keccak256.hash(
                        "Attach(bytes32 channelId,bytes32 peer)"
                                .getBytes(StandardCharsets.US_ASCII));
        byte[] struct = Keccak256.hash(type, CHANNEL.toBytes(), PEER.toBytes());
        byte[] expected =
                Keccak256.hash(new byte[] {0x19, 0x01}, DOMAIN.separator().toBytes(), struct);
        assertArrayEquals(expected, AttachDigest.of(DOMAIN, CHANNEL, PEER));
    }

    @Test
    void anotherPeerNeedsAnotherProof() {
        byte[] own = AttachDigest.of(DOMAIN, CHANNEL, PEER);
        assertFalse(Arrays.equals(own, AttachDigest.of(DOMAIN, CHANNEL, Bytes32.ZERO)));
        assertFalse(
                Arrays.equals(own, AttachDigest.of(new Domain(1, Address.ZERO), CHANNEL, PEER)));
    }
}
