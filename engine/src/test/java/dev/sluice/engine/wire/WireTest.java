package dev.sluice.engine.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.sluice.engine.Samples;
import dev.sluice.engine.SeededTrials;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.streaming.proto.ChannelAttach;
import dev.sluice.streaming.proto.ChannelAttached;
import dev.sluice.streaming.proto.ContentShare;
import dev.sluice.streaming.proto.Refusal;
import dev.sluice.streaming.proto.SliceRequest;
import dev.sluice.streaming.proto.Voucher;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** There and back, and what is not a message (T17, F4). */
final class WireTest {
    private static final List<Share> SPLIT =
            List.of(new Share(Samples.address(1), 9_999), new Share(Samples.address(2), 1));

    private static byte[] bytes(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static ChannelParameters anyChannel(RandomGenerator random) {
        return new ChannelParameters(
                Address.of(bytes(random, 20)),
                Address.of(bytes(random, 20)),
                Address.of(bytes(random, 20)),
                Address.of(bytes(random, 20)),
                Bytes32.of(bytes(random, 32)),
                random.nextLong(1L << 40),
                Bytes32.of(bytes(random, 32)));
    }

    private static SignedVoucher anyVoucher(RandomGenerator random, ChannelParameters channel) {
        return new SignedVoucher(
                Samples.id(channel),
                Amount.fromBytes(bytes(random, 16)),
                Signature.of(bytes(random, 65)));
    }

    @Test
    void aChannelComesBackAsItWasShown() {
        SeededTrials.run(
                300,
                random -> {
                    ChannelParameters channel = anyChannel(random);
                    Domain domain =
                            new Domain(1 + random.nextLong(1L << 50), Samples.address(0xc0));
                    Signature proof = Signature.of(bytes(random, 65));
                    SignedVoucher last = random.nextBoolean() ? anyVoucher(random, channel) : null;
                    byte[] sent =
                            Channels.attach(domain, channel, SPLIT, proof, last).toByteArray();
                    ChannelAttach read = Messages.parse(ChannelAttach.parser(), sent, sent.length);
                    assertEquals(domain, Channels.domain(read));
                    assertEquals(channel, Channels.parameters(read));
                    assertEquals(SPLIT, Messages.shares(read.getSplitList()));
                    assertEquals(proof, Messages.signature(read.getProof()));
                    assertEquals(last != null, read.hasLast());
                    if (last != null) assertEquals(last, Messages.voucher(read.getLast()));
                });
    }

    @Test
    void whatAPayeeHoldsComesBackAsItWasSaid() {
        SeededTrials.run(
                100,
                random -> {
                    ChannelParameters channel = anyChannel(random);
                    SignedVoucher last = anyVoucher(random, channel);
                    Amount served = Amount.fromBytes(bytes(random, 16));
                    ChannelAttached answer =
                            Channels.attached(
                                    Samples.id(channel).toBytes(), Optional.of(last), served);
                    assertEquals(last, Messages.voucher(answer.getLast()));
                    assertEquals(served, Messages.amount(answer.getServed()));
                });
    }

    @Test
    void aRefusalComesBackWithItsReasonAndWhatIsMissing() {
        for (Reason reason : Reason.values()) {
            Refused why = new Refused(reason, "at most 3", "4", Amount.of(1));
            assertEquals(why, Channels.refused(Channels.refusal(why, new byte[32], 7)));
        }
    }

    @Test
    void aRefusalsTextIsCapped() {
        String endless = "x".repeat(100_000);
        Refusal refusal =
                Channels.refusal(Refused.of(Reason.WRONG_SPLIT, endless, endless), new byte[32], 0);
        assertEquals(200, refusal.getExpected().length());
        assertEquals(200, refusal.getActual().length());
        assertTrue(refusal.getSerializedSize() <= 1 << 10, "it fits its frame");
    }

    @Test
    void aReasonThatNobodyKnowsIsMalformed() {
        malformed(() -> Channels.refused(Refusal.newBuilder().setReason("SO_THERE").build()));
        malformed(() -> Channels.refused(Refusal.getDefaultInstance()));
    }

    @Test
    void everyFieldHasExactlyItsLength() {
        for (int length = 0; length < 70; length++) {
            ByteString field = ByteString.copyFrom(new byte[length]);
            if (length != 32) malformed(() -> Messages.bytes32(field));
            if (length != 20) malformed(() -> Messages.address(field));
            if (length != 16) malformed(() -> Messages.amount(field));
            if (length != 65) malformed(() -> Messages.signature(field));
            if (length != 32 && length != 0) malformed(() -> Messages.channelOrNull(field));
        }
        assertNull(Messages.channelOrNull(ByteString.EMPTY));
        malformed(() -> Messages.voucher(Voucher.getDefaultInstance()));
    }

    @Test
    void numbersOutOfRangeAreMalformed() {
        malformed(() -> Channels.domain(ChannelAttach.newBuilder().setChainId(0).build()));
        malformed(() -> Channels.domain(ChannelAttach.newBuilder().setChainId(-1).build()));
        malformed(
                () ->
                        Channels.parameters(
                                ChannelAttach.newBuilder().setExitDelaySeconds(-1).build()));
        for (int wrong : new int[] {-1, 10_001, Integer.MAX_VALUE})
            malformed(
                    () ->
                            Messages.shares(
                                    List.of(
                                            ContentShare.newBuilder()
                                                    .setRecipient(Messages.bytes(new byte[20]))
                                                    .setBasisPoints(wrong)
                                                    .build())));
    }

    @Test
    void garbageIsMalformedAndNothingElse() {
        SeededTrials.run(
                20_000,
                random -> {
                    byte[] garbage = bytes(random, random.nextInt(200));
                    try {
                        ChannelAttach read =
                                Messages.parse(ChannelAttach.parser(), garbage, garbage.length);
                        Channels.domain(read);
                        Channels.parameters(read);
                    } catch (MalformedMessage expected) {
                        assertTrue(String.valueOf(expected.getMessage()).length() < 300);
                    }
                });
    }

    @Test
    void onlyTheFirstBytesOfABufferAreRead() {
        byte[] message = SliceRequest.newBuilder().setIndex(5).build().toByteArray();
        byte[] buffer = new byte[message.length + 50];
        java.util.Arrays.fill(buffer, (byte) 0xff);
        System.arraycopy(message, 0, buffer, 0, message.length);
        SliceRequest read = Messages.parse(SliceRequest.parser(), buffer, message.length);
        assertArrayEquals(message, read.toByteArray());
        malformed(() -> Messages.parse(SliceRequest.parser(), buffer, buffer.length));
    }

    private static void malformed(org.junit.jupiter.api.function.Executable action) {
        assertThrows(MalformedMessage.class, action);
    }
}
