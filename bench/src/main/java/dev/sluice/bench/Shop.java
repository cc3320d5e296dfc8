package dev.sluice.bench;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.ChainInfo;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.cache.Room;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.Mirror;
import dev.sluice.engine.node.ServingNode;
import dev.sluice.engine.node.ServingSettings;
import dev.sluice.engine.payee.PipelineSettings;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.PayeePolicy;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.streaming.content.CipherSuite;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.HashSuite;
import dev.sluice.streaming.content.Offer;
import dev.sluice.streaming.content.RootSeed;
import dev.sluice.streaming.content.Terms;
import dev.sluice.streaming.quic.Limits;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.store.FileSliceStore;
import dev.sluice.streaming.store.Progress;
import dev.sluice.streaming.store.Publication;
import dev.sluice.streaming.store.Publisher;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/**
 * A serving node on loopback that is creator and seeder at once. Owns its node, contents and
 * ledger.
 */
public final class Shop implements AutoCloseable {
    private static final int SEEDER_SHARE_BPS = 3_000;

    /** All of a benchmark's consumers have one address. */
    private static final Limits LIMITS = withoutLimitPerAddress(Limits.defaults());

    private final SecureRandom random = new SecureRandom();
    private final ChainInfo chain;
    private final Home home;
    private final SecretKey wallet;
    private final EvmLedger ledger;
    private final FileSliceStore contents;
    private final ServingNode node;

    /**
     * @param channels its channel state, which the caller closes after this; asked for when the
     *     ledger is open
     * @param port 0 takes a free one
     */
    public Shop(ChainInfo chain, Home home, SecretKey wallet, Channels channels, int port)
            throws IOException {
        this(chain, home, wallet, channels, port, TransportSettings.defaults());
    }

    /** The same over other packets. */
    public Shop(
            ChainInfo chain,
            Home home,
            SecretKey wallet,
            Channels channels,
            int port,
            TransportSettings transport)
            throws IOException {
        this.chain = chain;
        this.home = home;
        this.wallet = wallet;
        this.ledger = EvmLedger.open(chain.settings().withPoll(LocalChain.POLL), wallet);
        this.contents = home.contents();
        this.node = ServingNode.start(parts(channels.get()), settings(port, transport));
    }

    private static Limits withoutLimitPerAddress(Limits limits) {
        return new Limits(
                limits.connections(),
                limits.connections(),
                limits.sendQueueBytes(),
                limits.brokenStreams());
    }

    /** Where the channel state comes from. */
    public interface Channels {
        ChannelStore get() throws IOException;
    }

    private ServingNode.Parts parts(ChannelStore channels) throws IOException {
        return new ServingNode.Parts(
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
    }

    private ServingSettings settings(int port, TransportSettings transport) {
        return new ServingSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                policy(),
                true,
                PipelineSettings.DEFAULT,
                transport.with(LIMITS));
    }

    private PayeePolicy policy() {
        return new PayeePolicy(
                chain.domain(), wallet.address(), Address.ZERO, Bytes32.ZERO, 0, Amount.ZERO, 1, 0);
    }

    public Address payee() {
        return wallet.address();
    }

    public ServingNode node() {
        return node;
    }

    /** Puts a file on the shelf; the creator keeps 70 % of the price, base units per MiB. */
    public ContentId publish(Path file, long pricePerMib, int sliceBytes) throws IOException {
        return publish(file, pricePerMib, sliceBytes, 0);
    }

    /** As the other, for media that plays so long. */
    public ContentId publish(Path file, long pricePerMib, int sliceBytes, long durationMillis)
            throws IOException {
        return publish(file, pricePerMib, sliceBytes, durationMillis, HashSuite.SHA_256);
    }

    /** As the first, with the hash of another suite. */
    public ContentId publish(Path file, long pricePerMib, int sliceBytes, HashSuite hash)
            throws IOException {
        return publish(file, pricePerMib, sliceBytes, 0, hash);
    }

    private ContentId publish(
            Path file, long pricePerMib, int sliceBytes, long durationMillis, HashSuite hash)
            throws IOException {
        Terms terms =
                new Terms(
                        pricePerMib,
                        SEEDER_SHARE_BPS,
                        Bytes.of(wallet.address().toBytes()),
                        List.of(),
                        Bytes.of(Address.ZERO.toBytes()),
                        chain.chainId(),
                        Bytes.of(chain.contract().toBytes()));
        Offer offer =
                new Offer(
                        "bench",
                        "application/octet-stream",
                        durationMillis,
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
                        hash,
                        sliceBytes);
        return new Publisher(contents, home.secrets())
                .publish(file, publication, Progress.NONE)
                .id();
    }

    /** Fetches a work's ciphertext from who has it, to seed it. */
    public void mirror(ContentId content, PeerAddress from) throws IOException, RefusedException {
        try (PeerClient client = node.connect(from)) {
            Mirror.fetch(contents.begin(client.manifest(content)), client, Room.UNBOUNDED, _ -> {});
        }
    }

    @Override
    public void close() throws IOException {
        node.close();
        contents.close();
        ledger.close();
    }
}
