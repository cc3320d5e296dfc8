package dev.sluice.bench.crash;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.engine.wire.Channels;
import dev.sluice.engine.wire.Messages;
import dev.sluice.payments.channel.AttachDigest;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.ChannelRequest;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.Refused;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.proto.ChannelAttached;
import dev.sluice.streaming.quic.NodeHandler;
import dev.sluice.streaming.quic.PeerConnection;
import dev.sluice.streaming.quic.PeerIdentity;
import dev.sluice.streaming.quic.PeerStream;
import dev.sluice.streaming.quic.QuicNode;
import dev.sluice.streaming.quic.StreamHandler;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An honest payer that writes its own messages, so that it knows to the voucher what was answered:
 * one channel for bytes, one for keys, over real QUIC, until the seller dies.
 */
final class Payer implements AutoCloseable {
    private static final Amount RESERVE = Amount.of(1L << 60);
    private static final long SALT_BYTES = 1;
    private static final long SALT_KEYS = 2;

    private final SecureRandom random = new SecureRandom();
    private final PeerIdentity identity = PeerIdentity.generate(random);
    private final SecretKey wallet = SecretKey.random(random);
    private final EvmLedger ledger;
    private final QuicNode quic;
    private final ContentId content;
    private final long slices;
    private final Till bytes;
    private final Till keys;
    private final List<Refused> refusals = new CopyOnWriteArrayList<>();

    Payer(LocalChain chain, Address seller, ContentId content, Tariff tariff) throws IOException {
        this.content = content;
        this.slices = tariff.slices();
        chain.fund(wallet.address(), Amount.of(BigInteger.TEN.pow(20)));
        ledger = chain.ledger(wallet);
        quic =
                QuicNode.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        identity,
                        TransportSettings.defaults(),
                        new Nobody());
        bytes = new Till(channelTo(seller, SALT_BYTES), tariff.fee());
        keys = new Till(channelTo(seller, SALT_KEYS), tariff.key());
        ledger.open(
                        Address.ZERO,
                        RESERVE.times(2),
                        List.of(
                                new ChannelRequest(bytes.channel, RESERVE),
                                new ChannelRequest(keys.channel, RESERVE)))
                .join();
    }

    /** What one slice costs, base units. */
    record Tariff(long fee, long key, long slices) {}

    private ChannelParameters channelTo(Address payee, long salt) {
        return new ChannelParameters(
                wallet.address(),
                wallet.address(),
                payee,
                Address.ZERO,
                Bytes32.ZERO,
                ledger.minExitDelaySeconds(),
                new Bytes32(random.nextLong(), random.nextLong(), 0, salt));
    }

    Till bytes() {
        return bytes;
    }

    Till keys() {
        return keys;
    }

    /** One channel and what is known of it. Guarded by itself. */
    final class Till {
        private final ChannelParameters channel;
        private final ChannelId id;
        private final long unit;
        private long signed;
        private long acknowledged;
        private long received;

        private Till(ChannelParameters channel, long unit) {
            this.channel = channel;
            this.id = channel.id(ledger.domain());
            this.unit = unit;
        }

        ChannelId id() {
            return id;
        }

        /** Price of one slice on this channel. */
        long unit() {
            return unit;
        }

        /** The highest amount that was signed and sent. */
        synchronized long signed() {
            return signed;
        }

        /** The highest amount whose request was answered with what it paid for. */
        synchronized long acknowledged() {
            return acknowledged;
        }

        /** The price of all that was received. */
        synchronized long received() {
            return received;
        }

        private synchronized SignedVoucher sign(long amount) {
            signed = Math.max(signed, amount);
            return SignedVoucher.sign(ledger.domain(), id, Amount.of(signed), wallet);
        }

        synchronized void answered(long voucher) {
            acknowledged = Math.max(acknowledged, voucher);
            received += unit;
        }

        synchronized SignedVoucher payReceived() {
            return sign(received);
        }

        synchronized SignedVoucher payNext() {
            return sign(received + unit);
        }

        /** Shows the channel; what the payee then holds is at least what it had acknowledged. */
        private void attach(PeerClient client) throws IOException, RefusedException {
            byte[] digest = AttachDigest.of(ledger.domain(), id, Bytes32.of(identity.peerId()));
            SignedVoucher last = signed() == 0 ? null : sign(signed());
            ChannelAttached answer =
                    client.attach(
                            Channels.attach(
                                    ledger.domain(),
                                    channel,
                                    List.of(),
                                    wallet.sign(digest),
                                    last));
            long held =
                    answer.hasLast()
                            ? Messages.voucher(answer.getLast()).cumulative().toLongSaturated()
                            : 0;
            if (held < acknowledged() || held > signed())
                throw new IllegalStateException(
                        "I1: attached at " + held + ", acknowledged " + acknowledged());
        }
    }

    /** A playback under way. */
    static final class Stream implements AutoCloseable {
        private final PeerClient client;
        private final CountDownLatch ended = new CountDownLatch(2);

        private Stream(PeerClient client) {
            this.client = client;
        }

        /** True when the seller is gone. */
        boolean awaitEnd(long millis) throws InterruptedException {
            return ended.await(millis, TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            client.close();
        }
    }

    /**
     * Connects, shows both channels, and streams on threads of the transport.
     *
     * @param firstKey the first slice whose key is bought
     */
    Stream stream(PeerAddress seller, long firstKey) throws IOException, RefusedException {
        Stream stream = new Stream(PeerClient.connect(quic, seller));
        bytes.attach(stream.client);
        keys.attach(stream.client);
        new Asker(Asker.Kind.SLICES, this, bytes, 0, stream.ended).start(stream.client);
        new Asker(Asker.Kind.KEYS, this, keys, firstKey, stream.ended).start(stream.client);
        return stream;
    }

    /** An honest payer was refused. */
    void trouble(Refused why) {
        refusals.add(why);
    }

    /** What the seller refused, which must be nothing. */
    List<Refused> refusals() {
        return List.copyOf(refusals);
    }

    ContentId content() {
        return content;
    }

    long slices() {
        return slices;
    }

    @Override
    public void close() {
        quic.close();
        ledger.close();
    }

    private static final class Nobody implements NodeHandler {
        @Override
        public StreamHandler onIncomingStream(PeerConnection connection, PeerStream stream) {
            throw new IllegalStateException("nobody asks a payer");
        }

        @Override
        public void onConnected(PeerConnection connection) {}

        @Override
        public void onClosed(PeerConnection connection, String reason) {}
    }
}
