package dev.sluice.engine.node;

import dev.sluice.engine.cache.LocalSlices;
import dev.sluice.engine.consumer.ChannelBook;
import dev.sluice.engine.consumer.ChannelWant;
import dev.sluice.engine.consumer.KeyChannel;
import dev.sluice.engine.consumer.KeyTrust;
import dev.sluice.engine.consumer.Playback;
import dev.sluice.engine.consumer.PlaybackListener;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.engine.consumer.PlayerSink;
import dev.sluice.engine.consumer.Purse;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.engine.session.SessionSettings;
import dev.sluice.engine.session.Span;
import dev.sluice.engine.wire.Messages;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.ledger.Receipt;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.PaymentWindow;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.PayerRecord;
import dev.sluice.payments.terms.WorkPrice;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.grant.Delegation;
import dev.sluice.streaming.proto.Hello;
import dev.sluice.streaming.proto.Released;
import dev.sluice.streaming.quic.PeerIdentity;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A node that buys: looks a work up at its peers, sees to the channels, and plays.
 *
 * <p>Blocks its caller on peers and ledger. Owns its QUIC socket; not the store and not the ledger.
 */
public final class ConsumerNode implements AutoCloseable {
    private final Parts parts;
    private final PeerLookup lookup;
    private final ChannelBook book;
    private final KeyRecovery recovery;
    private final Confirmations confirmations;

    /**
     * What a consuming node is made of.
     *
     * @param wallet the account that deposits; goes on with channels that it signs for itself
     * @param signer the hot key that signs the vouchers of new channels
     * @param random source of channel salts; must be unpredictable
     * @param waits told what is waited for before a playback or a purchase
     */
    public record Parts(
            PeerIdentity identity,
            SecretKey wallet,
            SecretKey signer,
            Ledger ledger,
            ChannelStore channels,
            TransportSettings transport,
            RandomGenerator random,
            WaitListener waits) {
        /** With one key for both, and nobody told of waits. */
        public Parts(
                PeerIdentity identity,
                SecretKey wallet,
                Ledger ledger,
                ChannelStore channels,
                TransportSettings transport,
                RandomGenerator random) {
            this(identity, wallet, wallet, ledger, channels, transport, random, WaitListener.NONE);
        }
    }

    private ConsumerNode(Parts parts) throws IOException {
        this.parts = parts;
        this.lookup = PeerLookup.start(parts.identity(), parts.transport());
        this.book =
                new ChannelBook(
                        parts.ledger(),
                        parts.channels(),
                        List.of(parts.signer(), parts.wallet()),
                        Bytes32.of(parts.identity().peerId()),
                        parts.random());
        this.recovery = new KeyRecovery(lookup, book);
        this.confirmations = new Confirmations(lookup, parts.ledger(), parts.waits());
    }

    public static ConsumerNode start(Parts parts) throws IOException {
        WarmUp.begin();
        return new ConsumerNode(parts);
    }

    /** Asks peers what costs nothing, on this node's socket. */
    public PeerLookup lookup() {
        return lookup;
    }

    /**
     * The work, ready to be played: every channel that it needs is open and can pay for all of it.
     */
    public PlaybackPlan prepare(
            Manifest manifest,
            PeerAddress keyService,
            List<PeerAddress> seeders,
            Amount maxSpend,
            long idleTimeoutNs)
            throws IOException, RefusedException {
        KeySource keys = KeySource.creator(manifest, keyService);
        return prepare(manifest, keys, seeders, LocalSlices.NONE, maxSpend, idleTimeoutNs);
    }

    /**
     * As the other, with keys from wherever they may come.
     *
     * @param local what need not be bought, and keeps what is
     */
    public PlaybackPlan prepare(
            Manifest manifest,
            KeySource keys,
            List<PeerAddress> seeders,
            LocalSlices local,
            Amount maxSpend,
            long idleTimeoutNs)
            throws IOException, RefusedException {
        WorkPrice price = Works.price(manifest);
        List<ChannelWant> wants =
                price.total().isZero() ? List.of() : wants(manifest, keys, seeders, local);
        ChannelBook.Opened opened = open(manifest, maxSpend, wants);
        List<PlaybackPlan.Source> sources = sources(sources(keys, seeders), wants, opened.ready());
        for (PlaybackPlan.Source source : sources)
            if (source.purse() != null) confirmations.await(source.address(), source.purse());
        return new PlaybackPlan(
                manifest,
                price,
                keys.trust(),
                sources.getFirst(),
                sources.subList(1, sources.size()),
                opened.desk(),
                SessionSettings.DEFAULT.playing(Works.sliceNs(manifest)),
                local,
                Span.all(price.slices()),
                idleTimeoutNs);
    }

    private static List<PeerAddress> sources(KeySource keys, List<PeerAddress> seeders) {
        List<PeerAddress> addresses = new ArrayList<>();
        addresses.add(keys.address());
        addresses.addAll(seeders);
        return addresses;
    }

    private static Bytes32 content(Manifest manifest) {
        return Bytes32.of(manifest.id().digest());
    }

    private ChannelBook.Opened open(Manifest manifest, Amount maxSpend, List<ChannelWant> wants) {
        return book.open(
                content(manifest),
                maxSpend,
                wants.stream().filter(want -> !want.need().isZero()).toList());
    }

    private List<ChannelWant> wants(
            Manifest manifest, KeySource keys, List<PeerAddress> seeders, LocalSlices local)
            throws IOException, RefusedException {
        WorkPrice price = Works.price(manifest);
        lookup.approach(sources(keys, seeders));
        List<ChannelWant> wants = new ArrayList<>();
        wants.add(keyWant(manifest, keys, 0, price.slices()));
        Amount fees = PlaybackPlan.fees(price, local);
        for (PeerAddress seeder : seeders) wants.add(byteWant(manifest, price, fees, seeder));
        return wants;
    }

    /** Who earns nothing of this work (a share of 0 %, a price of dust) needs no channel. */
    private static List<PlaybackPlan.Source> sources(
            List<PeerAddress> addresses,
            List<ChannelWant> wants,
            List<ChannelBook.Ready> channels) {
        Iterator<ChannelBook.Ready> ready = channels.iterator();
        List<PlaybackPlan.Source> sources = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            boolean free = wants.isEmpty() || wants.get(i).need().isZero();
            sources.add(
                    free
                            ? PlaybackPlan.Source.free(addresses.get(i))
                            : PlaybackPlan.Source.paid(addresses.get(i), ready.next()));
        }
        return sources;
    }

    /** What the keys that were bought and are not held cost, by channel: not paid again. */
    private Map<ChannelId, Amount> bought(
            Manifest manifest, WorkPrice price, KeyTrust trust, long first, long end) {
        Map<ChannelId, Amount> sums = new HashMap<>();
        parts.channels()
                .forEachPurchase(
                        content(manifest),
                        keys ->
                                sums.merge(
                                        keys.channel(),
                                        trust.price(
                                                price,
                                                Math.max(first, keys.first()),
                                                Math.min(end, keys.first() + keys.count())),
                                        Amount::plus));
        return sums;
    }

    /** What may have been signed for the work, ever. */
    public Amount spent(Manifest manifest) {
        List<Amount> rows = new ArrayList<>();
        parts.channels().forEachSpend(content(manifest), row -> rows.add(row.spent()));
        return rows.stream().reduce(Amount.ZERO, Amount::plus);
    }

    /** The payee of whom most of the work's keys were bought; empty when none were. */
    public Optional<Address> paidForKeys(Manifest manifest) {
        Map<ChannelId, Long> keys = new HashMap<>();
        parts.channels()
                .forEachPurchase(
                        content(manifest),
                        row -> keys.merge(row.channel(), row.count(), Long::sum));
        return keys.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .flatMap(most -> parts.channels().payer(most.getKey()))
                .map(record -> record.parameters().payee());
    }

    /** A channel to whom the creator says: itself, or who a delegate's channels pay. */
    private ChannelWant keyWant(Manifest manifest, KeySource keys, long first, long end)
            throws IOException, RefusedException {
        WorkPrice price = Works.price(manifest);
        Amount need = keys.trust().price(price, first, end);
        Delegation delegation = keys.delegation();
        ChannelWant want =
                new ChannelWant(
                        delegation == null ? Works.payee(manifest) : Works.payee(delegation),
                        Works.token(manifest),
                        delegation == null ? Works.split(manifest) : Works.split(delegation),
                        PayerRecord.Purpose.KEYS,
                        need.isZero() ? 0 : exitDelay(greet(manifest, keys.address())),
                        need,
                        bought(manifest, price, keys.trust(), first, end));
        if (!need.isZero()) recovery.run(manifest, keys, want);
        return want;
    }

    /**
     * A channel to the creator that can pay for the keys of a range; empty when they cost nothing.
     *
     * @param except channels that will not do
     * @param maxSpend base units that may be signed for the work in all
     */
    public Optional<KeyChannel> keyChannel(
            Manifest manifest,
            PeerAddress creator,
            long first,
            long count,
            Set<ChannelId> except,
            Amount maxSpend)
            throws IOException, RefusedException {
        KeySource keys = KeySource.creator(manifest, creator);
        ChannelWant want = keyWant(manifest, keys, first, first + count).except(except);
        if (want.need().isZero()) return Optional.empty();
        KeyChannel channel = KeyChannel.of(open(manifest, maxSpend, List.of(want)));
        confirmations.await(creator, channel.purse());
        return Optional.of(channel);
    }

    /**
     * One window more than the fees: what is lost with a connection is charged too, within a
     * window.
     */
    private ChannelWant byteWant(
            Manifest manifest, WorkPrice price, Amount fees, PeerAddress seeder)
            throws IOException, RefusedException {
        if (fees.isZero()) return ChannelWant.NONE;
        Hello hello = greet(manifest, seeder);
        long window =
                PaymentWindow.of(price).creditBaseUnits(fees, price.terms(), price.sliceBytes());
        return new ChannelWant(
                Messages.address(hello.getPayee()),
                Works.token(manifest),
                List.of(),
                PayerRecord.Purpose.BYTES,
                exitDelay(hello),
                fees.plus(window),
                Map.of());
    }

    private Hello greet(Manifest manifest, PeerAddress peer) throws IOException, RefusedException {
        try (PeerClient client = lookup.connect(peer)) {
            Hello hello = client.hello();
            confirmations.asks(peer, hello.getConfirmations());
            Address contract = Messages.address(hello.getContract());
            boolean same =
                    hello.getChainId() == Works.domain(manifest).chainId()
                            && contract.equals(Works.domain(manifest).contract());
            if (!same)
                throw new IOException(
                        peer
                                + " settles on chain "
                                + hello.getChainId()
                                + " at "
                                + contract
                                + ", the work on "
                                + Works.domain(manifest));
            return hello;
        }
    }

    private long exitDelay(Hello hello) {
        return Math.max(hello.getMinExitDelaySeconds(), parts.ledger().minExitDelaySeconds());
    }

    public Playback play(PlaybackPlan plan, PlayerSink player, PlaybackListener listener) {
        return Playback.start(plan, lookup.peers(), player, listener);
    }

    /**
     * Asks the payee to claim and release the channel, and closes it on chain: the rest comes back.
     *
     * <p>The highest voucher is shown once more before: the payee may not have it yet, when it was
     * dropped or lost its connection. That the channel buys nothing more is on disk before the
     * payee is asked, since it may release it and this node may never hear of it.
     */
    public Receipt close(Purse purse, PeerAddress payee) throws IOException, RefusedException {
        try (PeerClient client = lookup.connect(payee)) {
            PayerRecord record = purse.record();
            var _ = client.attach(purse.attachMessage());
            giveBack(record.channel());
            book.forget(record.channel());
            Released released = client.release(record.channel(), purse.proof());
            if (!new ChannelId(Messages.bytes32(released.getChannel())).equals(record.channel()))
                throw new IOException(payee + " released another channel");
            return parts.ledger()
                    .release(
                            record.parameters(),
                            Messages.amount(released.getClaimed()),
                            Messages.signature(released.getSignature()))
                    .join();
        }
    }

    private void giveBack(ChannelId channel) {
        PayerRecord now = parts.channels().payer(channel).orElseThrow();
        try (ChannelStore.Batch batch = parts.channels().batch()) {
            batch.put(now.givenBack());
            batch.commit();
        }
    }

    @Override
    public void close() {
        lookup.close();
    }
}
