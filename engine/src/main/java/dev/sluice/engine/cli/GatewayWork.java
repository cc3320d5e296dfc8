package dev.sluice.engine.cli;

import dev.sluice.engine.cache.LocalSlices;
import dev.sluice.engine.consumer.Playback;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.engine.consumer.PlayerSink;
import dev.sluice.engine.gateway.Allowance;
import dev.sluice.engine.gateway.PlayException;
import dev.sluice.engine.gateway.Playing;
import dev.sluice.engine.gateway.Work;
import dev.sluice.engine.node.KeySource;
import dev.sluice.engine.session.Effects.Failure;
import dev.sluice.engine.session.Span;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.Geometry;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.PlayMap;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A work that the gateway serves, bought as it is read. What lies on this disk is not bought. */
final class GatewayWork implements Work {
    private static final long IDLE_TIMEOUT_NS = 60_000_000_000L;

    private final KeySellers sellers;
    private final Found found;
    private final Allowance allowance;

    /** {@code allowance} is shared by all works of the gateway. */
    GatewayWork(KeySellers sellers, Found found, Allowance allowance) {
        this.sellers = sellers;
        this.found = found;
        this.allowance = allowance;
    }

    /**
     * What is known of the work.
     *
     * @param signed the manifest as its creator signed it
     * @param local what lies here of it
     */
    record Found(Manifest manifest, Bytes signed, List<PeerAddress> peers, LocalSlices local) {}

    @Override
    public ContentId id() {
        return found.manifest().id();
    }

    @Override
    public Geometry geometry() {
        return found.manifest().geometry();
    }

    @Override
    public String mediaType() {
        return found.manifest().offer().mediaType();
    }

    @Override
    public PlayMap map() {
        return found.manifest().offer().map();
    }

    @Override
    public Playing play(PlayerSink sink) throws PlayException {
        Output output = sellers.output();
        try {
            KeySource keys =
                    sellers.find(found.manifest(), found.signed().toArray(), found.peers(), null);
            Amount before = sellers.consumer().spent(found.manifest());
            PlaybackPlan plan =
                    sellers.consumer()
                            .prepare(
                                    found.manifest(),
                                    keys,
                                    Peers.seeders(found.peers(), keys.address()),
                                    found.local(),
                                    allowance.limit(before),
                                    IDLE_TIMEOUT_NS)
                            .staying()
                            .over(new Span(0, 0));
            output.phase("stream", "a player reads " + id());
            PlaybackNotes notes = new PlaybackNotes(sellers.home().directory(), output);
            Playback playback = sellers.consumer().play(plan, sink, notes);
            hotSlices().forEach(playback::soon);
            return new Running(plan, playback, () -> settle(plan, before), output);
        } catch (Exception e) {
            CliException why = Errors.of(e);
            output.note(id() + " cannot be played: " + why.getMessage());
            throw new PlayException(
                    new Failure(kind(why.code()), String.valueOf(why.getMessage())));
        }
    }

    /** Before another work may begin. */
    private void settle(PlaybackPlan plan, Amount before) {
        plan.sources().forEach(PlaybackPlan.Source::rest);
        allowance.spent(before, plan.promises().spent());
    }

    /** A player needs them before it shows anything, often from the end. */
    private List<Span> hotSlices() {
        return map().hotRanges().stream()
                .map(
                        hot ->
                                new Span(
                                        geometry().sliceAt(hot.offset()),
                                        geometry().sliceAt(hot.offset() + hot.bytes() - 1) + 1))
                .toList();
    }

    private static Failure.Kind kind(ExitCode code) {
        return switch (code) {
            case PAYMENT, LEDGER -> Failure.Kind.PAYMENT;
            case BUDGET -> Failure.Kind.BUDGET;
            case INTEGRITY -> Failure.Kind.INTEGRITY;
            case NETWORK, NOT_FOUND, TIMEOUT -> Failure.Kind.NETWORK;
            default -> Failure.Kind.INTERNAL;
        };
    }

    /** Closes the playback and writes down what was paid before anybody hears of its end. */
    private static final class Running implements Playing {
        private final Playback playback;
        private final CompletableFuture<Optional<Failure>> ended;

        Running(PlaybackPlan plan, Playback playback, Runnable settle, Output output) {
            this.playback = playback;
            this.ended =
                    playback.result()
                            .thenApplyAsync(
                                    result -> {
                                        playback.close();
                                        settle.run();
                                        new PlayReport(output, plan, result).show();
                                        return result.failure();
                                    });
        }

        @Override
        public void seek(Span span) {
            playback.seek(span);
        }

        @Override
        public void leave() {
            playback.leave();
        }

        @Override
        public CompletableFuture<Optional<Failure>> ended() {
            return ended;
        }
    }
}
