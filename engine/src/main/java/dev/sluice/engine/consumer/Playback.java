package dev.sluice.engine.consumer;

import dev.sluice.engine.peer.PeerPool;
import dev.sluice.engine.session.ConsumerSession;
import dev.sluice.engine.session.Effects;
import dev.sluice.engine.session.KeyDesk;
import dev.sluice.engine.session.Outlook;
import dev.sluice.engine.session.Seeder;
import dev.sluice.engine.session.SessionEvent;
import dev.sluice.engine.session.Span;
import dev.sluice.engine.session.Spending;
import dev.sluice.payments.money.Amount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One work on its way to one player: the shell around {@link ConsumerSession}.
 *
 * <p>Threads: the inbox's decide stage runs the session and carries out its effects; the ring's
 * stages open and deliver; each peer has a link with a virtual thread. All end with {@link #close}.
 */
public final class Playback implements AutoCloseable {
    private static final long TICK_MS = 50;

    /** How old may be what the disk says of what was received, where it is not owed a write. */
    private static final long NOTE_NS = 1_000_000_000;

    /** How often its listener hears how far it is. */
    private static final long TELL_NS = 250_000_000;

    /** Frame buffers kept for reuse beyond those in the ring. */
    private static final int SPARE_BUFFERS = 64;

    private static final int HEADER_ROOM = 64 << 10;

    private final PlaybackPlan plan;
    private final PlaybackListener listener;
    private final Inbox inbox;
    private final ReorderRing ring;
    private final Turn turn = new Turn();
    private final Pieces pieces;
    private final List<SeederLink> seeders = new ArrayList<>();
    private final KeyLink keys;
    private final LocalReader local;
    private final ConsumerSession session;
    private final EffectRunner effects = new EffectRunner();
    private final ScheduledExecutorService timer;
    private final CompletableFuture<PlaybackResult> result = new CompletableFuture<>();
    private final long[] seederBytes;
    private final AtomicLong asked = new AtomicLong();
    private final long startNs = System.nanoTime();
    private long firstSliceNs = -1;
    private long deliveredBytes;
    private long localBytes;
    private long deliveredSlices;
    private long progressNs = startNs;
    private long notedNs = startNs;
    private long toldNs = startNs;
    private long waitingSinceNs = startNs;
    private @Nullable Arrival incoming;
    private volatile boolean said;

    private Playback(
            PlaybackPlan plan, PeerPool peers, PlayerSink player, PlaybackListener listener) {
        this.plan = plan;
        this.listener = listener;
        this.seederBytes = new long[plan.seeders().size()];
        ThreadFactory threads =
                Thread.ofPlatform()
                        .daemon()
                        .name("play-", 0)
                        .uncaughtExceptionHandler((_, thrown) -> stageFailed(thrown))
                        .factory();
        int sliceBytes = plan.manifest().geometry().sliceBytes();
        BufferPool buffers =
                new BufferPool(
                        sliceBytes + HEADER_ROOM, plan.session().ringSlots() + SPARE_BUFFERS);
        this.session = session(plan);
        this.pieces = new Pieces(buffers);
        this.ring =
                new ReorderRing(
                        plan.session().ringSlots(),
                        threads,
                        turn,
                        new OpenStage(plan.manifest(), buffers, turn, this::integrityFailure),
                        new DeliverStage(
                                player, buffers, turn, this::onPassed, this::playerFailure));
        ring.begin(plan.span().first());
        this.inbox =
                new Inbox(
                        threads,
                        new CheckStage(
                                plan.manifest(),
                                plan.trust(),
                                listener::keyEvidence,
                                buffers,
                                asked::get,
                                plan.local()),
                        (event, _, _) -> decide(event));
        this.keys =
                new KeyLink(
                        peers,
                        plan.keyService().address(),
                        plan.manifest().id(),
                        plan.keyService().purse(),
                        inbox);
        this.local =
                new LocalReader(plan.local(), inbox, buffers, sliceBytes + HEADER_ROOM, threads);
        for (PlaybackPlan.Source source : plan.seeders()) seeders.add(link(source, peers, buffers));
        this.timer = Executors.newSingleThreadScheduledExecutor(threads);
    }

    private static ConsumerSession session(PlaybackPlan plan) {
        List<Seeder> seeders = new ArrayList<>();
        for (PlaybackPlan.Source source : plan.seeders())
            seeders.add(new Seeder(seeders.size(), plan.price(), source.channel()));
        return new ConsumerSession(
                plan.price(),
                plan.session(),
                seeders,
                keyDesk(plan),
                new Spending(plan.promises().limit(), plan.promises().spent()),
                plan.span(),
                plan.local()::has);
    }

    private static KeyDesk keyDesk(PlaybackPlan plan) {
        PlaybackPlan.Source service = plan.keyService();
        return new KeyDesk(
                plan.price(),
                service.channel(),
                service.keys(),
                plan.trust().heldKeys(),
                plan.span().first());
    }

    private SeederLink link(PlaybackPlan.Source source, PeerPool peers, BufferPool buffers) {
        return new SeederLink(
                seeders.size(),
                peers,
                source.address(),
                plan.manifest().id(),
                source.purse(),
                inbox,
                buffers);
    }

    /** Starts to play; {@link #result} tells the end. */
    public static Playback start(
            PlaybackPlan plan, PeerPool peers, PlayerSink player, PlaybackListener listener) {
        Playback playback = new Playback(plan, peers, player, listener);
        playback.run();
        return playback;
    }

    /** What waits for the network begins first. */
    private void run() {
        if (!plan.trust().coversAll(plan.manifest()))
            Thread.ofVirtual().name("link-keys").start(keys.link());
        seeders.forEach(s -> Thread.ofVirtual().name("link-seeder").start(s.link()));
        inbox.start();
        local.start();
        var _ =
                timer.scheduleAtFixedRate(
                        () -> inbox.post(new SessionEvent.Tick()),
                        TICK_MS,
                        TICK_MS,
                        TimeUnit.MILLISECONDS);
    }

    /** Ends when all is delivered and paid, or when it cannot go on. Never fails. */
    public CompletableFuture<PlaybackResult> result() {
        return result;
    }

    /** The player wants other slices from now on. Any thread; of several, the last counts. */
    public void seek(Span span) {
        if (span.end() > plan.price().slices())
            throw new IllegalArgumentException(span + " of a work of " + plan.price().slices());
        inbox.post(new SessionEvent.Seek(span));
    }

    /**
     * The player will want these slices soon: they are fetched beside, and kept if this node keeps
     * any. Any thread.
     */
    public void soon(Span span) {
        if (span.end() > plan.price().slices())
            throw new IllegalArgumentException(span + " of a work of " + plan.price().slices());
        inbox.post(new SessionEvent.Soon(span));
    }

    /** The player wants nothing more: what is owed is paid, and then it ends. Any thread. */
    public void leave() {
        inbox.post(new SessionEvent.PlayerLeft());
    }

    private void decide(InboxEvent event) {
        long nowNs = System.nanoTime();
        try {
            for (Outcome outcome : event.outcomes) hear(outcome, nowNs);
            if (result.isDone()) return;
            if (nowNs - notedNs > NOTE_NS) {
                notedNs = nowNs;
                plan.promises().note();
            }
            if (nowNs - toldNs > TELL_NS) tell(nowNs);
            if (nowNs - progressNs > plan.idleTimeoutNs()) session.on(noProgress(), nowNs, effects);
        } catch (RuntimeException e) {
            effects.fail(new Effects.Failure(Effects.Failure.Kind.INTERNAL, String.valueOf(e)));
            throw e;
        }
    }

    /** The bytes first, so that the core finds here what it is told of. */
    private void hear(Outcome outcome, long nowNs) {
        if (!result.isDone()) observe(outcome.event, nowNs);
        incoming = outcome.arrival;
        if (outcome.key != null && outcome.event instanceof SessionEvent.KeyFits fits)
            pieces.key(fits.index(), outcome.key);
        session.on(outcome.event, nowNs, effects);
        if (incoming != null) pieces.refuse(incoming);
        incoming = null;
    }

    private void tell(long nowNs) {
        toldNs = nowNs;
        Outlook outlook = session.outlook();
        if (outlook.waitsFor() == Outlook.WaitsFor.PLAYER) waitingSinceNs = nowNs;
        listener.progress(
                new Progress(
                        deliveredBytes,
                        localBytes,
                        Arrays.stream(seederBytes).boxed().toList(),
                        outlook,
                        nowNs - waitingSinceNs));
    }

    private SessionEvent noProgress() {
        return new SessionEvent.NothingArrives(
                "nothing arrived for " + plan.idleTimeoutNs() / 1_000_000_000L + " s");
    }

    private void observe(SessionEvent event, long nowNs) {
        switch (event) {
            case SessionEvent.SliceDelivered e -> passed(e, nowNs);
            case SessionEvent.SliceVerified e -> {
                progressNs = nowNs;
                seederBytes[e.peer()] += plan.price().bytesOf(e.index());
            }
            case SessionEvent.SliceRead e -> {
                progressNs = nowNs;
                localBytes += plan.price().bytesOf(e.index());
            }
            case SessionEvent.Seek _ -> progressNs = nowNs;
            case SessionEvent.SeederReady e -> listener.seederUp(e.peer());
            case SessionEvent.SeederGone e -> listener.seederDown(e.peer(), e.why());
            case SessionEvent.KeyServiceGone e -> listener.keyServiceDown(e.why());
            default -> {}
        }
    }

    private void passed(SessionEvent.SliceDelivered e, long nowNs) {
        Arrival held = ring.release();
        if (held != null) pieces.giveBack(held);
        if (e.turn() != turn.now()) return;
        pieces.drop(e.index());
        delivered(e.index(), nowNs);
    }

    private void delivered(long index, long nowNs) {
        waitingSinceNs = nowNs;
        if (firstSliceNs < 0) firstSliceNs = nowNs - startNs;
        progressNs = nowNs;
        deliveredBytes += plan.price().bytesOf(index);
        listener.delivered(++deliveredSlices, deliveredBytes);
    }

    private void onPassed(long index, int claimedIn) {
        inbox.post(new SessionEvent.SliceDelivered(index, claimedIn));
    }

    /** The end of a stage's thread; what it had said before it threw counts, not that. */
    private void stageFailed(Throwable thrown) {
        if (!said) effects.fail(new Effects.Failure(Effects.Failure.Kind.INTERNAL, cause(thrown)));
    }

    private static String cause(Throwable thrown) {
        Throwable at = thrown;
        while (at.getCause() != null) at = at.getCause();
        return String.valueOf(at);
    }

    private void integrityFailure(String text) {
        said = true;
        inbox.post(new SessionEvent.KeyForged(text));
    }

    private void playerFailure(IOException e) {
        said = true;
        inbox.post(new SessionEvent.PlayerFailed(String.valueOf(e.getMessage())));
    }

    /** Carries out what the session wants; on the session's thread. */
    private final class EffectRunner implements Effects {
        @Override
        public void claim(long index) {
            ring.claim(index);
            asked(index);
        }

        private void asked(long index) {
            asked.accumulateAndGet(index + 1, Math::max);
        }

        @Override
        public void readLocal(long index) {
            local.read(index);
        }

        @Override
        public void askSlice(int peer, long index, boolean withPages, @Nullable Amount voucher) {
            asked(index);
            seeders.get(peer).ask(index, withPages, voucher);
        }

        @Override
        public void cancelSlice(int peer, long index) {
            seeders.get(peer).cancel(index);
        }

        @Override
        public void askKeys(long first, long count, @Nullable Amount voucher) {
            keys.ask(first, count, voucher);
        }

        @Override
        public void turn(long first) {
            ring.turn(first);
            local.forget();
        }

        @Override
        public void drop(long index) {
            pieces.drop(index);
        }

        @Override
        public void keep(long index) {
            pieces.keep(Objects.requireNonNull(incoming));
            incoming = null;
        }

        @Override
        public void publish(long index) {
            ring.publish(pieces.lend(index));
        }

        @Override
        public void reattach(int peer) {
            if (peer == ConsumerSession.KEY_SERVICE) keys.link().showAgain();
            else seeders.get(peer).link().showAgain();
        }

        @Override
        public void dropSeeder(int peer, String why) {
            seeders.get(peer).link().close();
            listener.seederDropped(peer, why);
        }

        @Override
        public void payRest(int peer, Amount voucher) {
            seeders.get(peer).payRest(voucher);
        }

        @Override
        public void done() {
            end(Optional.empty());
        }

        @Override
        public void fail(Failure failure) {
            end(Optional.of(failure));
        }

        private void end(Optional<Failure> failure) {
            List<Long> bytes = Arrays.stream(seederBytes).boxed().toList();
            result.complete(
                    new PlaybackResult(
                            failure,
                            deliveredBytes,
                            localBytes,
                            bytes,
                            session.duplicates(),
                            firstSliceNs));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        keys.link().close();
        seeders.forEach(s -> s.link().close());
        local.close();
        inbox.close();
        ring.close();
        effects.fail(new Effects.Failure(Effects.Failure.Kind.INTERNAL, "closed"));
    }
}
