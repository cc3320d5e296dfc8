package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.engine.wire.Messages;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.store.KeyRelease;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.proto.ChannelAttach;
import dev.sluice.streaming.proto.ChannelAttached;
import dev.sluice.streaming.store.StoredContent;
import dev.sluice.streaming.wire.FrameType;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is not paid for is refused with its reason, by nodes that run: no byte is served and no
 * key released, and the next honest request is met.
 */
final class MoneyRefusalTest {
    private static final int SLICE = 64 << 10;
    private static final long PRICE = 16_000_000;
    private static final int SHARE = 2_500;
    private static final long FEE = PRICE / 16 / 4;
    private static final long KEY = PRICE / 16 - FEE;
    private static final List<Share> NO_SPLIT = List.of();

    @TempDir static Path directory;

    private static LocalChain chain;
    private static Seller creator;
    private static Seller seeder;
    private static StoredContent published;
    private static ContentId work;
    private static Buyer buyer;

    private Talk bytes;
    private Talk keys;
    private ChannelParameters byteChannel;
    private ChannelParameters keyChannel;

    @BeforeAll
    static void start() throws Exception {
        chain = LocalChain.start();
        creator = new Seller(chain, directory.resolve("creator"));
        seeder = new Seller(chain, directory.resolve("seeder"));
        Path film = Samples.write(directory, 16L * SLICE);
        published = Works.publish(chain, creator, film, PRICE, SHARE, List.of());
        Works.mirror(published, creator, seeder);
        work = published.id();
        buyer = new Buyer(chain);
    }

    @AfterAll
    static void stop() throws Exception {
        buyer.close();
        seeder.close();
        creator.close();
        chain.close();
    }

    @BeforeEach
    void connect() throws Exception {
        byteChannel = buyer.open(seeder.wallet.address(), NO_SPLIT, Amount.of(10 * FEE));
        keyChannel = buyer.open(creator.wallet.address(), NO_SPLIT, Amount.of(16 * KEY));
        bytes = buyer.talk(seeder.node.peerAddress());
        keys = buyer.talk(creator.node.peerAddress());
        bytes.client.attach(buyer.attach(byteChannel, NO_SPLIT, null));
        keys.client.attach(buyer.attach(keyChannel, NO_SPLIT, null));
    }

    @AfterEach
    void theNodesStillServeAndNothingBroke() throws Exception {
        assertServedHonestly(bytes, keys);
        bytes.close();
        keys.close();
        assertNull(seeder.failure.get());
        assertNull(creator.failure.get());
    }

    @Test
    void withoutAChannelNothingIsServed() throws Exception {
        refusesBytes(Reason.NO_CHANNEL, null, null);
        refusesKeys(Reason.NO_CHANNEL, null, null);
    }

    @Test
    void aChannelThatWasNotShownIsUnknown() throws Exception {
        ChannelParameters hidden =
                buyer.open(seeder.wallet.address(), NO_SPLIT, Amount.of(10 * FEE));
        refusesBytes(Reason.UNKNOWN_CHANNEL, hidden, buyer.voucher(hidden, Amount.of(FEE)));
        refusesKeys(Reason.UNKNOWN_CHANNEL, hidden, buyer.voucher(hidden, Amount.of(KEY)));
    }

    @Test
    void aChannelThatWasNeverOpenedIsRefused() throws Exception {
        ChannelParameters imagined = buyer.channelTo(seeder.wallet.address(), NO_SPLIT);
        refusesAttach(Reason.UNKNOWN_CHANNEL, buyer.attach(imagined, NO_SPLIT, null));
        refusesBytes(Reason.UNKNOWN_CHANNEL, imagined, buyer.voucher(imagined, Amount.of(FEE)));
    }

    /** One slice on credit (T13), then nothing until it is paid; and keys never on credit (I8). */
    @Test
    void creditEndsAfterOneWindow() throws Exception {
        serves(bytes, byteChannel, null);
        Talk.Answer second = bytes.slice(work, 1, buyer.id(byteChannel), null);
        Talk.assertRefused(Reason.CREDIT_EXHAUSTED, second);
        assertEquals(Amount.of(FEE), second.refused().missing());
        refusesKeys(Reason.CREDIT_EXHAUSTED, keyChannel, null);
        Talk.Answer tooMany =
                keys.keys(
                        work,
                        0,
                        2,
                        buyer.id(keyChannel),
                        buyer.voucher(keyChannel, Amount.of(KEY)));
        Talk.assertRefused(Reason.CREDIT_EXHAUSTED, tooMany);
        assertEquals(Amount.of(KEY), tooMany.refused().missing());
    }

    /** What has begun is owed, though its last byte is never taken. */
    @Test
    void whoCutsEverySliceInTheMiddleGetsOneWindowForNothing_I2() throws Exception {
        long before = seeder.node.servedBytes();
        ChannelId id = buyer.id(byteChannel);
        assertTrue(bytes.cutOff(work, 0, id));
        for (int i = 1; i < 16; i++) assertFalse(bytes.cutOff(work, i, id), "begun for nothing");
        assertEquals(SLICE, seeder.node.servedBytes() - before);
        assertEquals(Amount.of(FEE), served());
    }

    /** What has not begun is taken back, to the unit; what comes all the same is owed. */
    @Test
    void whoTakesEveryRequestBackGetsOneWindowForNothing_I2() throws Exception {
        long before = seeder.node.servedBytes();
        int came = 0;
        for (int i = 0; i < 64 && came == 0; i++) {
            Talk.Answer answer = bytes.sliceAndCancel(work, i % 16, buyer.id(byteChannel));
            if (answer.type() == FrameType.SLICE) came++;
            else Talk.assertRefused(Reason.CANCELLED, answer);
        }
        assertEquals((long) came * SLICE, seeder.node.servedBytes() - before);
        assertEquals(Amount.of(came * FEE), served());
    }

    private Amount served() throws Exception {
        ChannelAttached answer = bytes.client.attach(buyer.attach(byteChannel, NO_SPLIT, null));
        return Messages.amount(answer.getServed());
    }

    @Test
    void aChannelIsServedToItsReserveAndNoFurther() throws Exception {
        SignedVoucher all = buyer.voucher(byteChannel, Amount.of(10 * FEE));
        for (int i = 0; i < 10; i++) serves(bytes, byteChannel, all);
        refusesBytes(Reason.RESERVE_TOO_SMALL, byteChannel, all);
        byteChannel = buyer.open(seeder.wallet.address(), NO_SPLIT, Amount.of(10 * FEE));
        bytes.client.attach(buyer.attach(byteChannel, NO_SPLIT, null));
    }

    @Test
    void aVoucherOfAnotherSignerIsWorthNothing() throws Exception {
        SecretKey thief = SecretKey.random(new SecureRandom());
        refusesBytes(
                Reason.BAD_SIGNATURE,
                byteChannel,
                forged(byteChannel, buyer.domain, Amount.of(FEE), thief));
        refusesKeys(
                Reason.BAD_SIGNATURE,
                keyChannel,
                forged(keyChannel, buyer.domain, Amount.of(KEY), thief));
    }

    /** The signature is right for another chain, or for another contract on this one (T1). */
    @Test
    void aVoucherOfAnotherChainOrContractIsWorthNothing() throws Exception {
        Domain here = buyer.domain;
        Domain elsewhere = new Domain(here.chainId() + 1, here.contract());
        Domain copy = new Domain(here.chainId(), seeder.wallet.address());
        for (Domain wrong : List.of(elsewhere, copy)) {
            refusesBytes(
                    Reason.BAD_SIGNATURE,
                    byteChannel,
                    forged(byteChannel, wrong, Amount.of(FEE), buyer.wallet));
            refusesKeys(
                    Reason.BAD_SIGNATURE,
                    keyChannel,
                    forged(keyChannel, wrong, Amount.of(KEY), buyer.wallet));
        }
    }

    /** Genuine, and paid once on its own channel; on this one it buys nothing. */
    @Test
    void aReplayedVoucherOfAnotherChannelBuysNothing() throws Exception {
        ChannelParameters other =
                buyer.open(seeder.wallet.address(), NO_SPLIT, Amount.of(10 * FEE));
        bytes.client.attach(buyer.attach(other, NO_SPLIT, null));
        SignedVoucher spent = buyer.voucher(other, Amount.of(FEE));
        serves(bytes, other, spent);
        refusesBytes(Reason.WRONG_CHANNEL, byteChannel, spent);
        refusesKeys(Reason.WRONG_CHANNEL, keyChannel, spent);
        SignedVoucher renamed =
                new SignedVoucher(buyer.id(byteChannel), spent.cumulative(), spent.signature());
        refusesBytes(Reason.BAD_SIGNATURE, byteChannel, renamed);
    }

    @Test
    void aLowerVoucherDoesNotTakeAnythingBack() throws Exception {
        serves(bytes, byteChannel, buyer.voucher(byteChannel, Amount.of(3 * FEE)));
        refusesBytes(
                Reason.LOWER_CUMULATIVE, byteChannel, buyer.voucher(byteChannel, Amount.of(FEE)));
        servesKeys(0, buyer.voucher(keyChannel, Amount.of(3 * KEY)));
        Talk.Answer lower =
                keys.keys(
                        work,
                        1,
                        1,
                        buyer.id(keyChannel),
                        buyer.voucher(keyChannel, Amount.of(KEY)));
        Talk.assertRefused(Reason.LOWER_CUMULATIVE, lower);
        assertEquals(
                Amount.of(3 * FEE),
                seeder.channels.payee(buyer.id(byteChannel)).orElseThrow().accepted());
    }

    @Test
    void aVoucherAboveTheReserveIsRefused() throws Exception {
        refusesBytes(
                Reason.ABOVE_RESERVE,
                byteChannel,
                buyer.voucher(byteChannel, Amount.of(10 * FEE + 1)));
        refusesKeys(
                Reason.ABOVE_RESERVE,
                keyChannel,
                buyer.voucher(keyChannel, Amount.of(16 * KEY + 1)));
    }

    @Test
    void aChannelOfAnotherChainContractPayeeOrTokenIsRefused() throws Exception {
        ChannelAttach good = buyer.attach(byteChannel, NO_SPLIT, null);
        refusesAttach(Reason.WRONG_CHAIN, good.toBuilder().setChainId(1).build());
        ByteString other = ByteString.copyFrom(creator.wallet.address().toBytes());
        refusesAttach(Reason.WRONG_CONTRACT, good.toBuilder().setContract(other).build());
        refusesAttach(Reason.WRONG_PAYEE, good.toBuilder().setPayee(other).build());
        refusesAttach(Reason.WRONG_TOKEN, good.toBuilder().setToken(other).build());
        refusesAttach(Reason.EXIT_DELAY_TOO_SHORT, good.toBuilder().setExitDelaySeconds(0).build());
        ChannelParameters toCreator =
                buyer.open(creator.wallet.address(), NO_SPLIT, Amount.of(10 * FEE));
        refusesAttach(Reason.WRONG_PAYEE, buyer.attach(toCreator, NO_SPLIT, null));
    }

    /** Channel ids are public; the proof is worth nothing to another peer. */
    @Test
    void aChannelShownByAnotherPeerIsRefused() throws Exception {
        try (Buyer thief = new Buyer(chain);
                Talk stolen = thief.talk(seeder.node.peerAddress())) {
            ChannelAttach seen = buyer.attach(byteChannel, NO_SPLIT, null);
            RefusedException refused =
                    assertThrows(RefusedException.class, () -> stolen.client.attach(seen));
            assertEquals(Reason.BAD_SIGNATURE, refused.why().reason());
            ChannelId id = buyer.id(byteChannel);
            SignedVoucher genuine = buyer.voucher(byteChannel, Amount.of(FEE));
            Talk.assertRefused(Reason.UNKNOWN_CHANNEL, stolen.slice(work, 0, id, null));
            Talk.assertRefused(Reason.UNKNOWN_CHANNEL, stolen.slice(work, 0, id, genuine));
        }
    }

    /** Nor does the key once bought come for nothing to another peer. */
    @Test
    void aKeyThatWasPaidForIsNotGivenToAnotherPeer() throws Exception {
        servesKeys(0, buyer.voucher(keyChannel, Amount.of(KEY)));
        servesKeys(0, null);
        try (Buyer thief = new Buyer(chain);
                Talk stolen = thief.talk(creator.node.peerAddress())) {
            Talk.assertRefused(
                    Reason.UNKNOWN_CHANNEL, stolen.keys(work, 0, 1, buyer.id(keyChannel), null));
        }
    }

    @Test
    void aChannelWithoutAProofIsRefused() throws Exception {
        ChannelAttach bare = buyer.attach(byteChannel, NO_SPLIT, null);
        refusesAttach(Reason.BAD_SIGNATURE, bare.toBuilder().clearProof().build());
        ByteString rubbish = ByteString.copyFrom(new byte[65]);
        refusesAttach(Reason.BAD_SIGNATURE, bare.toBuilder().setProof(rubbish).build());
    }

    /** A split sends the seeder's money, or the creator's, to somebody of the payer's choice. */
    @Test
    void aSplitThatTheSellerDidNotChooseBuysNothing() throws Exception {
        List<Share> back = List.of(new Share(buyer.wallet.address(), 10_000));
        ChannelParameters toSeeder = buyer.open(seeder.wallet.address(), back, Amount.of(10 * FEE));
        bytes.client.attach(buyer.attach(toSeeder, back, null));
        refusesBytes(Reason.WRONG_SPLIT, toSeeder, buyer.voucher(toSeeder, Amount.of(FEE)));
        ChannelParameters toCreator =
                buyer.open(creator.wallet.address(), back, Amount.of(16 * KEY));
        keys.client.attach(buyer.attach(toCreator, back, null));
        refusesKeys(Reason.WRONG_SPLIT, toCreator, buyer.voucher(toCreator, Amount.of(KEY)));
    }

    @Test
    void aChannelWhosePayerLeavesIsServedNoMore() throws Exception {
        buyer.ledger.startExit(byteChannel).join();
        refusesAttach(Reason.EXIT_UNDER_WAY, buyer.attach(byteChannel, NO_SPLIT, null));
        Talk.Answer answer =
                bytes.slice(
                        work, 0, buyer.id(byteChannel), buyer.voucher(byteChannel, Amount.of(FEE)));
        for (int i = 0; i < 100 && answer.type() == FrameType.SLICE; i++) {
            Thread.sleep(20); // the node hears of the exit with its next look at the chain
            answer = bytes.slice(work, 0, buyer.id(byteChannel), null);
        }
        assertTrue(answer.type() == FrameType.REFUSED, "served during the exit");
        byteChannel = buyer.open(seeder.wallet.address(), NO_SPLIT, Amount.of(10 * FEE));
        bytes.client.attach(buyer.attach(byteChannel, NO_SPLIT, null));
    }

    /** The payer could close with the release, and would have been served more for nothing (I2). */
    @Test
    void aReleasedChannelIsServedNoMoreAlsoAfterARestart() throws Exception {
        ChannelParameters channel;
        Path home = directory.resolve("restarted");
        SecretKey wallet;
        try (Seller seller = new Seller(chain, home)) {
            wallet = seller.wallet;
            Works.mirror(published, creator, seller);
            channel = buyer.open(wallet.address(), NO_SPLIT, Amount.of(10 * FEE));
            try (Talk talk = buyer.talk(seller.node.peerAddress())) {
                talk.client.attach(buyer.attach(channel, NO_SPLIT, null));
                serves(talk, channel, buyer.voucher(channel, Amount.of(FEE)));
                talk.client.release(buyer.id(channel), buyer.proof(channel));
            }
        }
        try (Seller seller = new Seller(chain, home, wallet);
                Talk talk = buyer.talk(seller.node.peerAddress())) {
            talk.client.attach(buyer.attach(channel, NO_SPLIT, null));
            SignedVoucher more = buyer.voucher(channel, Amount.of(2 * FEE));
            ChannelId id = buyer.id(channel);
            Talk.assertRefused(Reason.CHANNEL_CLOSED, talk.slice(work, 1, id, more));
            Talk.assertRefused(Reason.CHANNEL_CLOSED, talk.slice(work, 1, id, null));
            talk.client.release(id, buyer.proof(channel));
            assertEquals(Amount.of(FEE), seller.channels.payee(id).orElseThrow().accepted());
        }
    }

    /**
     * The channel's life on a real chain: opened, paid on, taken back, there again, claimed (F8).
     */
    @Test
    void aReorgThatTakesTheOpenBackEndsServiceUntilItComesAgain_T9() throws Exception {
        long before = buyer.ledger.blockNumber();
        ChannelParameters channel =
                buyer.open(seeder.wallet.address(), NO_SPLIT, Amount.of(10 * FEE));
        ChannelId id = buyer.id(channel);
        bytes.client.attach(buyer.attach(channel, NO_SPLIT, null));
        serves(bytes, channel, buyer.voucher(channel, Amount.of(FEE)));
        chain.control().setAutomine(false); // or the payer's transaction is back at once
        try {
            // a keeper's claim may have made blocks since
            chain.control().reorg((int) (buyer.ledger.blockNumber() - before));
            awaitSlice(channel, null, Reason.UNKNOWN_CHANNEL);
            assertEquals(Amount.ZERO, seeder.ledger.channel(id).reserve());
            SignedVoucher more = buyer.voucher(channel, Amount.of(2 * FEE));
            Talk.assertRefused(Reason.UNKNOWN_CHANNEL, bytes.slice(work, 1, id, more));
            refusesAttach(Reason.UNKNOWN_CHANNEL, buyer.attach(channel, NO_SPLIT, null));
        } finally {
            chain.control().setAutomine(true);
            chain.mine(1);
        }
        awaitSlice(channel, buyer.voucher(channel, Amount.of(3 * FEE)), null);
        bytes.client.release(id, buyer.proof(channel));
        assertEquals(Amount.of(3 * FEE), seeder.ledger.channel(id).claimed());
        keys.close(); // it may have been quiet for longer than the transport waits
        keys = buyer.talk(creator.node.peerAddress());
        keys.client.attach(buyer.attach(keyChannel, NO_SPLIT, null));
    }

    /** Until the node has heard of the chain's news: refused for that, or served for null. */
    private void awaitSlice(
            ChannelParameters channel, @Nullable SignedVoucher voucher, @Nullable Reason expected)
            throws Exception {
        Reason last = null;
        for (int i = 0; i < 500; i++) {
            Talk.Answer answer = bytes.slice(work, 2, buyer.id(channel), voucher);
            last = answer.type() == FrameType.REFUSED ? answer.refused().reason() : null;
            if (last == expected) return;
            Thread.sleep(20);
        }
        assertEquals(expected, last);
    }

    private static SignedVoucher forged(
            ChannelParameters channel, Domain signedFor, Amount amount, SecretKey signer) {
        ChannelId id = buyer.id(channel);
        return SignedVoucher.sign(signedFor, id, amount, signer);
    }

    private void refusesBytes(
            Reason reason, @Nullable ChannelParameters channel, @Nullable SignedVoucher voucher)
            throws Exception {
        long before = seeder.node.servedBytes();
        ChannelId id = channel == null ? null : buyer.id(channel);
        Talk.assertRefused(reason, bytes.slice(work, 0, id, voucher));
        assertEquals(before, seeder.node.servedBytes());
    }

    private void refusesKeys(
            Reason reason, @Nullable ChannelParameters channel, @Nullable SignedVoucher voucher)
            throws Exception {
        ChannelId id = channel == null ? null : buyer.id(channel);
        Talk.assertRefused(reason, keys.keys(work, 0, 1, id, voucher));
        if (id != null) assertEquals(List.of(), releases(id));
    }

    private static List<KeyRelease> releases(ChannelId channel) {
        List<KeyRelease> found = new ArrayList<>();
        creator.channels.forEachRelease(channel, found::add);
        return found;
    }

    private void refusesAttach(Reason reason, ChannelAttach message) {
        RefusedException refused =
                assertThrows(RefusedException.class, () -> bytes.client.attach(message));
        assertEquals(reason, refused.why().reason());
    }

    private void serves(Talk from, ChannelParameters channel, @Nullable SignedVoucher voucher)
            throws Exception {
        Talk.Answer answer = from.slice(work, 0, buyer.id(channel), voucher);
        assertEquals(FrameType.SLICE, answer.type(), () -> answer.refused().toString());
        assertTrue(answer.length() > SLICE, "a slice of " + answer.length());
    }

    private void servesKeys(long index, @Nullable SignedVoucher voucher) throws Exception {
        Talk.Answer answer = keys.keys(work, index, 1, buyer.id(keyChannel), voucher);
        assertEquals(FrameType.KEYS, answer.type(), () -> answer.refused().toString());
    }

    /** On the same connections as what was refused before. */
    private void assertServedHonestly(Talk bytes, Talk keys) throws Exception {
        serves(bytes, byteChannel, buyer.voucher(byteChannel, Amount.of(9 * FEE)));
        ChannelId id = buyer.id(keyChannel);
        Talk.Answer answer =
                keys.keys(work, 0, 1, id, buyer.voucher(keyChannel, Amount.of(15 * KEY)));
        assertEquals(FrameType.KEYS, answer.type(), () -> answer.refused().toString());
    }
}
