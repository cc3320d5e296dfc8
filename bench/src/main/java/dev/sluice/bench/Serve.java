package dev.sluice.bench;

import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.content.HashSuite;
import dev.sluice.streaming.quic.Datagrams;
import dev.sluice.streaming.quic.PeerIdentity;
import dev.sluice.streaming.quic.QuicNode;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.text.PeerAddress;
import dev.sluice.streaming.text.PeerId;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Properties;

/**
 * The serving process: a chain, one node that is creator and seeder, the same file published for
 * money by either hash and for nothing, a bare transport that sends as many bytes from memory, and
 * the file over TLS. Ends with its stdin.
 */
public final class Serve {
    private static final long PRICE_PER_MIB = 1_000_000_000_000_000L;

    private Serve() {}

    /** Arguments: directory, file to publish, slice size in bytes, payload of a packet. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        try (LocalChain chain = LocalChain.start()) {
            run(
                    chain,
                    directory,
                    Path.of(arguments[1]),
                    Integer.parseInt(arguments[2]),
                    packets(Integer.parseInt(arguments[3])));
        }
    }

    /** Packets of the one size or the other. */
    static TransportSettings packets(int payloadBytes) {
        Datagrams loopback = Datagrams.loopback();
        TransportSettings defaults = TransportSettings.defaults();
        return payloadBytes == loopback.payloadBytes() ? defaults.with(loopback) : defaults;
    }

    private static void run(
            LocalChain chain,
            Path directory,
            Path file,
            int sliceBytes,
            TransportSettings transport)
            throws Exception {
        SecureRandom random = new SecureRandom();
        SecretKey wallet = SecretKey.random(random);
        Home home = Home.at(directory.resolve("server"));
        chain.fund(wallet.address(), Amount.of(BigInteger.TEN.pow(20)));
        PeerIdentity bareIdentity = PeerIdentity.generate(random);
        try (RocksChannelStore channels = home.channels();
                Shop shop = new Shop(chain.info(), home, wallet, () -> channels, 0, transport);
                QuicNode bare =
                        QuicNode.start(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                bareIdentity,
                                transport,
                                new BareServer(sliceBytes))) {
            Handout handout = new Handout(new Properties());
            handout.chain(chain.info());
            handout.put("node", shop.node().peerAddress());
            handout.put(
                    "bare",
                    new PeerAddress(
                            "127.0.0.1",
                            bare.address().getPort(),
                            PeerId.of(bareIdentity.peerId())));
            handout.put("file", file);
            handout.put("tls", TlsFile.serve(directory, file));
            handout.put("paid", shop.publish(file, PRICE_PER_MIB, sliceBytes));
            handout.put(
                    "paidBlake3", shop.publish(file, PRICE_PER_MIB, sliceBytes, HashSuite.BLAKE3));
            handout.put("free", shop.publish(file, 0, sliceBytes));
            handout.write(directory);
            while (System.in.read() >= 0) Thread.onSpinWait();
        }
    }
}
