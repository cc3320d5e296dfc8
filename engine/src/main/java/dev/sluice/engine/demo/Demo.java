package dev.sluice.engine.demo;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.cache.Room;
import dev.sluice.engine.consumer.FileSink;
import dev.sluice.engine.consumer.Playback;
import dev.sluice.engine.consumer.PlaybackListener;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.engine.consumer.PlaybackResult;
import dev.sluice.engine.node.ConsumerNode;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.MediaTypes;
import dev.sluice.engine.node.Mirror;
import dev.sluice.engine.node.WarmUp;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.streaming.content.CipherSuite;
import dev.sluice.streaming.content.HashSuite;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.content.ManifestException;
import dev.sluice.streaming.content.Offer;
import dev.sluice.streaming.content.RootSeed;
import dev.sluice.streaming.content.Terms;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.store.Publication;
import dev.sluice.streaming.store.Publisher;
import dev.sluice.streaming.store.StoredContent;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays one film from end to end. Blocks its caller until all is settled.
 *
 * <p>Everything is real: the chain runs the contract, the nodes speak QUIC, the vouchers are on
 * disk before they count. What the result says was read from the chain and from the files.
 */
public final class Demo implements AutoCloseable {
    private static final Amount PURSE = Amount.of(BigInteger.TEN.pow(24));
    private static final Amount NO_LIMIT = new Amount(-1, -1);
    private static final long IDLE_TIMEOUT_NS = 60_000_000_000L;

    private final DemoPlan plan;
    private final DemoListener listener;
    private final SecureRandom random = new SecureRandom();
    private final Closing closing = new Closing();

    public Demo(DemoPlan plan, DemoListener listener) {
        this.plan = plan;
        this.listener = listener;
    }

    /** Runs it all, once. */
    public DemoResult run() throws IOException, RefusedException, DemoException {
        WarmUp.begin();
        listener.phase("chain", "starting a local chain and deploying the contracts");
        LocalChain chain = closing.add(LocalChain.start());
        Cast creator = closing.add(payee(chain, "creator", 0));
        StoredContent work = publish(chain, creator);
        List<Cast> seeders = new ArrayList<>();
        for (int i = 0; i < plan.seeders(); i++) {
            Cast seeder = closing.add(seeder(chain, i));
            seeders.add(seeder);
            mirror(work, creator.node.peerAddress(), seeder, i);
        }
        return new Screening(chain, work.manifest(), creator, seeders).run();
    }

    private Cast payee(LocalChain chain, String name, int number) throws IOException {
        return new Cast(
                chain,
                plan.workspace().resolve(name),
                random,
                content -> DemoPlan.honest(number, content),
                listener::trouble);
    }

    private Cast seeder(LocalChain chain, int number) throws IOException {
        return new Cast(
                chain,
                plan.workspace().resolve("seeder-" + (number + 1)),
                random,
                content -> plan.faults().apply(number, content),
                listener::trouble);
    }

    private StoredContent publish(LocalChain chain, Cast creator) throws IOException {
        listener.phase("publish", "cutting, encrypting and signing " + plan.file().getFileName());
        Publication publication =
                new Publication(
                        offer(chain, creator),
                        RootSeed.generate(random),
                        creator.home.creatorKey(random),
                        CipherSuite.AES_256_GCM,
                        HashSuite.SHA_256,
                        plan.sliceBytes());
        StoredContent work =
                new Publisher(creator.contents, creator.home.secrets())
                        .publish(
                                plan.file(),
                                publication,
                                (done, total) -> listener.progress("publish", done, total));
        creator.ledger
                .anchor(
                        Bytes32.of(work.id().digest()),
                        Bytes32.of(sha256(work.manifestBytes())),
                        work.manifest().offer().sequence())
                .join();
        return work;
    }

    private Offer offer(LocalChain chain, Cast creator) {
        return new Offer(
                String.valueOf(plan.file().getFileName()),
                MediaTypes.of(plan.file()),
                0,
                List.of(),
                new Terms(
                        plan.pricePerMib(),
                        plan.seederShareBps(),
                        bytes(creator.wallet.address()),
                        List.of(),
                        bytes(Address.ZERO),
                        chain.info().chainId(),
                        bytes(chain.info().contract())),
                List.of(creator.node.peerAddress()),
                1);
    }

    private static Bytes bytes(Address address) {
        return Bytes.of(address.toBytes());
    }

    private static byte[] sha256(byte[] bytes) {
        return Sha256Text.digest().digest(bytes);
    }

    /** A seeder asks the creator for the signed manifest, and for every slice; it can read none. */
    private void mirror(StoredContent work, PeerAddress creator, Cast seeder, int number)
            throws IOException, RefusedException {
        String name = "seed-" + (number + 1);
        listener.phase(name, "seeder " + (number + 1) + " fetches the encrypted slices");
        long slices = work.geometry().slices();
        try (PeerClient peer = seeder.node.connect(creator)) {
            StoredContent copy = seeder.contents.begin(peer.manifest(work.id()));
            Mirror.fetch(copy, peer, Room.UNBOUNDED, done -> listener.progress(name, done, slices));
        }
    }

    @Override
    public void close() {
        closing.close();
    }

    /** The consumer's part: stream, pay, settle, and compare what everybody says. */
    private final class Screening {
        private final LocalChain chain;
        private final Manifest manifest;
        private final Cast creator;
        private final List<Cast> seeders;
        private final EvmLedger ledger;
        private final ConsumerNode consumer;

        Screening(LocalChain chain, Manifest manifest, Cast creator, List<Cast> seeders)
                throws IOException {
            this.chain = chain;
            this.manifest = manifest;
            this.creator = creator;
            this.seeders = seeders;
            Home home = Home.at(plan.workspace().resolve("consumer"));
            SecretKey wallet = SecretKey.random(random);
            chain.fund(wallet.address(), PURSE);
            this.ledger = closing.add(chain.ledger(wallet));
            RocksChannelStore channels = closing.add(home.channels());
            this.consumer =
                    closing.add(
                            ConsumerNode.start(
                                    new ConsumerNode.Parts(
                                            home.identity(random),
                                            wallet,
                                            ledger,
                                            channels,
                                            TransportSettings.defaults(),
                                            random)));
        }

        DemoResult run() throws IOException, RefusedException, DemoException {
            Manifest seen = look();
            listener.phase("channels", "opening one channel to the creator and one to each seeder");
            PlaybackPlan playback =
                    consumer.prepare(
                            seen,
                            creator.node.peerAddress(),
                            seeders.stream().map(s -> s.node.peerAddress()).toList(),
                            NO_LIMIT,
                            IDLE_TIMEOUT_NS);
            long startNs = System.nanoTime();
            PlaybackResult played = play(playback);
            double seconds = (System.nanoTime() - startNs) / 1e9;
            listener.phase("settle", "claiming the vouchers, releasing the channels");
            for (PlaybackPlan.Source source : playback.sources()) close(source);
            return new Audit(chain, ledger, creator, seeders, playback, played)
                    .result(plan.out(), seconds);
        }

        private Manifest look() throws IOException, RefusedException {
            try {
                return ManifestCodec.verify(
                        consumer.lookup()
                                .manifestBytes(
                                        manifest.id(),
                                        List.of(seeders.getFirst().node.peerAddress())));
            } catch (ManifestException e) {
                throw new IOException(e);
            }
        }

        private PlaybackResult play(PlaybackPlan playback) throws IOException, DemoException {
            listener.phase(
                    "stream",
                    "streaming from " + seeders.size() + " seeders, paying for every slice");
            long total = manifest.geometry().contentBytes();
            PlaybackListener progress =
                    new PlaybackListener() {
                        @Override
                        public void delivered(long slices, long bytes) {
                            listener.progress("stream", bytes, total);
                        }

                        @Override
                        public void seederDropped(int seeder, String why) {
                            listener.trouble("seeder " + (seeder + 1) + " dropped: " + why);
                        }
                    };
            try (FileSink out = new FileSink(plan.out());
                    Playback running = consumer.play(playback, out, progress)) {
                PlaybackResult played = running.result().join();
                if (played.failure().isPresent()) throw new DemoException(played.failure().get());
                return played;
            }
        }

        private void close(PlaybackPlan.Source source) throws IOException, RefusedException {
            if (source.purse() == null) return;
            source.purse().rest();
            consumer.close(source.purse(), source.address());
        }
    }
}
