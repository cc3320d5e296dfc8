package dev.sluice.engine.it;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.wire.Channels;
import dev.sluice.payments.channel.AttachDigest;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.ledger.ChannelRequest;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.streaming.proto.ChannelAttach;
import dev.sluice.streaming.quic.NodeHandler;
import dev.sluice.streaming.quic.PeerConnection;
import dev.sluice.streaming.quic.PeerIdentity;
import dev.sluice.streaming.quic.PeerStream;
import dev.sluice.streaming.quic.QuicNode;
import dev.sluice.streaming.quic.StreamHandler;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A payer whose every message the test writes itself: honest only when it wants to be. */
final class Buyer implements AutoCloseable {
    private final SecureRandom random = new SecureRandom();
    private final PeerIdentity identity = PeerIdentity.generate(random);
    private final QuicNode quic;
    final SecretKey wallet = SecretKey.random(random);
    final EvmLedger ledger;
    final Domain domain;

    Buyer(LocalChain chain) throws IOException {
        chain.fund(wallet.address(), Seller.PURSE);
        ledger = chain.ledger(wallet);
        domain = chain.info().domain();
        quic =
                QuicNode.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        identity,
                        TransportSettings.defaults(),
                        new Nobody());
    }

    ChannelParameters channelTo(Address payee, List<Share> split) {
        return new ChannelParameters(
                wallet.address(),
                wallet.address(),
                payee,
                Address.ZERO,
                split.isEmpty() ? Bytes32.ZERO : new Split(split).hash(),
                ledger.minExitDelaySeconds(),
                new Bytes32(random.nextLong(), random.nextLong(), 0, 0));
    }

    ChannelParameters open(Address payee, List<Share> split, Amount reserve) {
        ChannelParameters channel = channelTo(payee, split);
        ledger.open(Address.ZERO, reserve, List.of(new ChannelRequest(channel, reserve))).join();
        return channel;
    }

    ChannelId id(ChannelParameters channel) {
        return channel.id(domain);
    }

    SignedVoucher voucher(ChannelParameters channel, Amount cumulative) {
        return SignedVoucher.sign(domain, id(channel), cumulative, wallet);
    }

    Signature proof(ChannelParameters channel) {
        return wallet.sign(AttachDigest.of(domain, id(channel), Bytes32.of(identity.peerId())));
    }

    ChannelAttach attach(
            ChannelParameters channel, List<Share> split, @Nullable SignedVoucher last) {
        return Channels.attach(domain, channel, split, proof(channel), last);
    }

    PeerClient connect(PeerAddress seller) throws Exception {
        return PeerClient.connect(quic, seller);
    }

    Talk talk(PeerAddress seller) throws Exception {
        return new Talk(connect(seller));
    }

    @Override
    public void close() {
        quic.close();
        ledger.close();
    }

    private static final class Nobody implements NodeHandler {
        @Override
        public StreamHandler onIncomingStream(PeerConnection connection, PeerStream stream) {
            throw new IllegalStateException("nobody asks a buyer");
        }

        @Override
        public void onConnected(PeerConnection connection) {}

        @Override
        public void onClosed(PeerConnection connection, String reason) {}
    }
}
