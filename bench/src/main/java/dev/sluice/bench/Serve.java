package dev.sluice.bench;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.ServingNode;
import dev.sluice.engine.node.ServingSettings;
import dev.sluice.engine.payee.PipelineSettings;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.PayeePolicy;
import dev.sluice.streaming.content.CipherSuite;
import dev.sluice.streaming.content.Offer;
import dev.sluice.streaming.content.RootSeed;
import dev.sluice.streaming.content.Terms;
import dev.sluice.streaming.quic.PeerIdentity;
import dev.sluice.streaming.quic.QuicNode;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.store.FileSliceStore;
import dev.sluice.streaming.store.Progress;
import dev.sluice.streaming.store.Publication;
import dev.sluice.streaming.store.Publisher;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerAddress;
import dev.sluice.streaming.text.PeerId;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Properties;

/**
 * The serving process: a chain, one node that is creator and seeder, the same file published for
 * money and for nothing, and a bare transport that sends as many bytes from memory. Ends with its
 * stdin.
 */
final class Serve {
    private static final long PRICE_PER_MIB = 1_000_000_000_000_000L;
    private static final int SEEDER_SHARE_BPS = 3_000;

    private final LocalChain chain;
    private final Home home;
    private final SecureRandom random = new SecureRandom();
    private final SecretKey wallet = SecretKey.random(random);
    private final int sliceBytes;

    private Serve(LocalChain chain, Home home, int sliceBytes) {
        this.chain = chain;
        this.home = home;
        this.sliceBytes = sliceBytes;
    }

    /** Arguments: directory, file to publish, slice size in bytes. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        try (LocalChain chain = LocalChain.start()) {
            new Serve(chain, Home.at(directory.resolve("server")), Integer.parseInt(arguments[2]))
                    .run(directory, Path.of(arguments[1]));
        }
    }

    private void run(Path directory, Path file) throws IOException {
        chain.fund(wallet.address(), Amount.of(BigInteger.TEN.pow(20)));
        PeerIdentity bareIdentity = PeerIdentity.generate(random);
        try (EvmLedger ledger = chain.ledger(wallet);
                RocksChannelStore channels = home.channels();
                FileSliceStore contents = home.contents();
                ServingNode node = node(ledger, channels, contents);
                QuicNode bare =
                        QuicNode.start(
                                loopback(),
                                bareIdentity,
                                TransportSettings.defaults(),
                                new BareServer(sliceBytes))) {
            Handout handout = new Handout(new Properties());
            handout.chain(chain.info());
            handout.put("node", node.peerAddress());
            handout.put(
                    "bare",
                    new PeerAddress(
                            "127.0.0.1",
                            bare.address().getPort(),
                            PeerId.of(bareIdentity.peerId())));
            handout.put("paid", publish(contents, node, file, PRICE_PER_MIB));
            handout.put("free", publish(contents, node, file, 0));
            handout.write(directory);
            while (System.in.read() >= 0) Thread.onSpinWait();
        }
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private ServingNode node(EvmLedger ledger, RocksChannelStore channels, FileSliceStore contents)
            throws IOException {
        ServingNode.Parts parts =
                new ServingNode.Parts(
                        home.identity(random),
                        wallet,
                        ledger,
                        channels,
                        contents,
                        home.secrets(),
                        home.authority(),
                        content -> content::read,
                        System.err::println,
                        Throwable::printStackTrace);
        return ServingNode.start(
                parts,
                new ServingSettings(
                        loopback(),
                        policy(),
                        true,
                        PipelineSettings.DEFAULT,
                        TransportSettings.defaults()));
    }

    private PayeePolicy policy() {
        return new PayeePolicy(
                chain.info().domain(),
                wallet.address(),
                Address.ZERO,
                Bytes32.ZERO,
                0,
                Amount.ZERO,
                1,
                0);
    }

    private Object publish(FileSliceStore contents, ServingNode node, Path file, long price)
            throws IOException {
        Terms terms =
                new Terms(
                        price,
                        SEEDER_SHARE_BPS,
                        Bytes.of(wallet.address().toBytes()),
                        List.of(),
                        Bytes.of(Address.ZERO.toBytes()),
                        chain.info().chainId(),
                        Bytes.of(chain.info().contract().toBytes()));
        Offer offer =
                new Offer(
                        "bench",
                        "application/octet-stream",
                        0,
                        List.of(),
                        terms,
                        List.of(node.peerAddress()),
                        1);
        Publication publication =
                new Publication(
                        offer,
                        RootSeed.generate(random),
                        home.creatorKey(random),
                        CipherSuite.AES_256_GCM,
                        sliceBytes);
        return new Publisher(contents, home.secrets())
                .publish(file, publication, Progress.NONE)
                .id();
    }
}
