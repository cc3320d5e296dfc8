package dev.sluice.engine.node;

import dev.sluice.engine.grant.KeyAuthority;
import dev.sluice.engine.keeper.Keeper;
import dev.sluice.engine.keeper.KeeperNote;
import dev.sluice.engine.keeper.StoredVouchers;
import dev.sluice.engine.keeper.WatchedStore;
import dev.sluice.engine.payee.PayeePipeline;
import dev.sluice.engine.payee.Rereads;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.PayeePolicy;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.quic.Load;
import dev.sluice.streaming.quic.NodeHandler;
import dev.sluice.streaming.quic.PeerConnection;
import dev.sluice.streaming.quic.PeerIdentity;
import dev.sluice.streaming.quic.PeerStream;
import dev.sluice.streaming.quic.QuicNode;
import dev.sluice.streaming.quic.StreamHandler;
import dev.sluice.streaming.store.ContentSecrets;
import dev.sluice.streaming.store.SliceStore;
import dev.sluice.streaming.store.StoredContent;
import dev.sluice.streaming.text.PeerAddress;
import dev.sluice.streaming.text.PeerId;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A node that sells: a seeder, and for works whose root seed it holds also the creator's key
 * service.
 *
 * <p>Owns its pipeline, its QUIC port and its threads; does not own what it was given (store,
 * ledger).
 */
public final class ServingNode implements AutoCloseable {
    private static final int CLOSE_SECONDS = 5;

    private final Keeper keeper;
    private final PayeePipeline pipeline;
    private final QuicNode quic;
    private final ServingDesk desk;
    private final Settler settler;
    private final ChainWatch watch;
    private final ExecutorService slow;
    private final PeerIdentity identity;

    private ServingNode(Parts parts, ServingSettings settings) throws IOException {
        identity = parts.identity();
        Rereads rereads = new Rereads();
        slow = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("desk-", 0).factory());
        keeper =
                Keeper.of(
                        settings.keeper(),
                        new Keeper.Parts(
                                parts.ledger(),
                                new StoredVouchers(parts.channels()),
                                note -> tell(note, parts.onTrouble()),
                                parts.onFailure()));
        pipeline =
                new PayeePipeline(
                        settings.pipeline(),
                        settings.policy(),
                        new WatchedStore(parts.channels(), keeper::raised),
                        rereads,
                        Thread.ofPlatform().daemon().name("payee-", 0).factory(),
                        parts.onFailure());
        settler = new Settler(parts, pipeline, keeper);
        ChainReader reader = new ChainReader(parts.ledger(), settings.policy());
        desk = new ServingDesk(parts, settings, pipeline, settler, reader, slow);
        watch = watch(parts, settings.policy(), reader, rereads);
        watch.start();
        quic = listen(settings);
        keeper.begin(); // last: it reads every channel that there is, and nobody waits for that
    }

    /** What went as it should is not worth a word. */
    private static void tell(KeeperNote note, Consumer<String> onTrouble) {
        if (!(note instanceof KeeperNote.Claimed) && !(note instanceof KeeperNote.Swept))
            onTrouble.accept(note.toString());
    }

    /** The contract allows no shorter exit than its own minimum, whatever the policy says. */
    private ChainWatch watch(Parts parts, PayeePolicy policy, ChainReader reader, Rereads rereads) {
        return new ChainWatch(
                parts.ledger(),
                reader,
                rereads,
                pipeline,
                Math.max(policy.minExitDelaySeconds(), parts.ledger().minExitDelaySeconds()),
                parts.onTrouble());
    }

    private QuicNode listen(ServingSettings settings) throws IOException {
        try {
            return QuicNode.start(
                    settings.bind(), identity, settings.transport(), new Incoming(desk));
        } catch (IOException e) {
            stop();
            throw e.getCause() instanceof IOException ? notBound(e) : e;
        }
    }

    /** The transport below names the failure in its own way. */
    private static BindException notBound(IOException e) {
        BindException named = new BindException(e.getMessage());
        named.initCause(e);
        return named;
    }

    /**
     * What a serving node is made of.
     *
     * @param payee signs releases: the key of the account that is paid, or of its delegate
     * @param authority by what right it sells keys
     * @param sources where a content's slices are read from; {@code content -> content::read}
     * @param onTrouble told of what went wrong and did not stop the node
     * @param onFailure told once when the node must stop (I10)
     */
    public record Parts(
            PeerIdentity identity,
            SecretKey payee,
            Ledger ledger,
            ChannelStore channels,
            SliceStore contents,
            ContentSecrets secrets,
            KeyAuthority authority,
            Function<StoredContent, SliceSource> sources,
            Consumer<String> onTrouble,
            Consumer<Throwable> onFailure) {}

    /** Starts to listen; fails with {@link BindException} when the port is in use. */
    public static ServingNode start(Parts parts, ServingSettings settings) throws IOException {
        return new ServingNode(parts, settings);
    }

    public PeerId peerId() {
        return PeerId.of(identity.peerId());
    }

    public InetSocketAddress address() {
        return quic.address();
    }

    /** The address that others dial, as text for links. */
    public PeerAddress peerAddress() {
        return new PeerAddress(
                address().getAddress().getHostAddress(), address().getPort(), peerId());
    }

    /** A connection of this node to another: how a seeder reaches the creator. */
    public PeerClient connect(PeerAddress peer) throws IOException, RefusedException {
        return PeerClient.connect(quic, peer);
    }

    /** The node's rights to a work have changed: it is read again when it is next asked for. */
    public void refresh(ContentId content) {
        desk.shelf().forget(Bytes32.of(content.digest()));
    }

    /** Who is told of works that peers ask for and that are not here. */
    void onMissed(MissListener listener) {
        desk.onMissed(listener);
    }

    /** Plaintext bytes of the slices that were granted since the start. */
    public long servedBytes() {
        return desk.servedBytes();
    }

    /** The connections and streams that are open now. */
    public Load load() {
        return quic.load();
    }

    /** How the node stands, with the channels that were used last. */
    public CompletableFuture<NodeStatus> status(int most) {
        return pipeline.report(most)
                .thenApply(
                        gate ->
                                new NodeStatus(
                                        gate,
                                        watch.health(),
                                        watch.silenceLimitMillis(),
                                        servedBytes()));
    }

    /**
     * Claims all that pays for itself; the number of channels. Blocks until it is settled, at most
     * a minute.
     */
    public int claimAll() {
        return settler.claimAll();
    }

    @Override
    public void close() {
        quic.close();
        stop();
    }

    private void stop() {
        watch.close();
        slow.shutdownNow();
        try {
            slow.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pipeline.close();
        keeper.close();
    }

    private record Incoming(ServingDesk desk) implements NodeHandler {
        @Override
        public StreamHandler onIncomingStream(PeerConnection connection, PeerStream stream) {
            return new ServingStream(desk, stream);
        }

        @Override
        public void onConnected(PeerConnection connection) {}

        @Override
        public void onClosed(PeerConnection connection, String reason) {}
    }
}
