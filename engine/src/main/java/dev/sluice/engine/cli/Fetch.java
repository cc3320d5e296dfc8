package dev.sluice.engine.cli;

import dev.sluice.engine.cache.LocalSlices;
import dev.sluice.engine.consumer.Playback;
import dev.sluice.engine.consumer.PlaybackListener;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.engine.consumer.PlaybackResult;
import dev.sluice.engine.consumer.PlayerSink;
import dev.sluice.engine.node.ConsumerNode;
import dev.sluice.engine.node.KeySource;
import dev.sluice.engine.node.Works;
import dev.sluice.engine.session.Duplicates;
import dev.sluice.engine.session.Effects.Failure;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.terms.WorkPrice;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One work, bought in order from its first slice to its last: what {@code play} and {@code get} do.
 * What lies on this disk is not bought.
 */
final class Fetch {
    private static final long IDLE_TIMEOUT_NS = 60_000_000_000L;

    private final FetchOptions options;
    private final Destination destination;
    private final Output output;
    private volatile @Nullable Playback playing;
    private volatile boolean stopped;

    /** Where the work goes. */
    interface Destination {
        /** Opened before any money moves. */
        PlayerSink open(Manifest manifest) throws IOException;

        /** Whether it is taken as fast as it comes, whatever the pace of the media. */
        boolean isDownload();

        /** All of it was delivered, and the sink is closed. */
        void complete() throws IOException;
    }

    Fetch(FetchOptions options, Destination destination, Output output) {
        this.options = options;
        this.destination = destination;
        this.output = output;
    }

    /** What was typed, before anything is started. */
    void check() {
        var _ = options.peers();
        var _ = options.limit();
    }

    /** Ends a playback that is under way; any thread. */
    void stop() {
        stopped = true;
        Playback playback = playing;
        if (playback != null) playback.close();
    }

    void run(ConsumerNode consumer, PlayStore store) throws Exception {
        List<PeerAddress> peers = options.peers();
        output.phase("find", "asking " + peers.size() + " peers for the manifest");
        byte[] signed = consumer.lookup().manifestBytes(options.link().content(), peers);
        Manifest manifest = ManifestCodec.verify(signed);
        LocalSlices local = store.of(manifest.id(), signed);
        KeySource keys =
                new KeySellers(options.home(), consumer, output)
                        .find(manifest, signed, peers, options.keyService());
        List<PeerAddress> seeders = Peers.seeders(peers, keys.address());
        output.phase(
                "channels",
                "channels to the creator and "
                        + seeders.size()
                        + " seeders; the whole work costs "
                        + Money.coins(Works.price(manifest).total())
                        + twice(manifest, seeders.size()));
        PlaybackPlan plan;
        PlaybackResult result;
        try (PlayerSink sink = destination.open(manifest)) {
            plan =
                    consumer.prepare(
                            manifest, keys, seeders, local, options.limit(), IDLE_TIMEOUT_NS);
            if (destination.isDownload()) plan = plan.asDownload();
            result = stream(consumer, plan, sink);
        }
        plan.sources().forEach(PlaybackPlan.Source::rest);
        if (options.close()) closeAll(consumer, plan);
        if (result.failure().isEmpty()) {
            destination.complete();
            store.played();
        } else if (!local.equals(LocalSlices.NONE))
            output.note("what was bought is on this disk: the same command goes on from there");
        new PlayReport(output, plan, result).show();
        if (result.failure().isPresent()) throw failure(result.failure().get(), plan);
    }

    /** One seeder is never asked for a slice twice. */
    private static String twice(Manifest manifest, int seeders) {
        WorkPrice price = Works.price(manifest);
        if (seeders < 2 || Duplicates.mostFees(price).isZero()) return "";
        return ", and at most "
                + Money.coins(Duplicates.mostFees(price))
                + " more for slices that two seeders bring";
    }

    private CliException failure(Failure failure, PlaybackPlan plan) {
        if (stopped)
            return new CliException(
                    ExitCode.INTERRUPTED,
                    "stopped before its end",
                    "the same command goes on from there");
        if (failure.kind() != Failure.Kind.BUDGET) return Errors.of(failure);
        Amount spent = plan.promises().spent();
        return new CliException(
                ExitCode.BUDGET,
                failure.text(),
                "--max-spend "
                        + Money.coins(spent.plus(plan.rest()))
                        + " is enough to play all of it again: "
                        + Money.coins(spent)
                        + " is spent on this work, and keys once bought are free");
    }

    private PlaybackResult stream(ConsumerNode consumer, PlaybackPlan plan, PlayerSink sink)
            throws IOException {
        output.phase("stream", "streaming");
        PlaybackListener listener =
                new PlayProgress(
                        options.home().directory(),
                        output,
                        plan.manifest().geometry(),
                        plan.seeders().stream().map(s -> s.address().peer().toString()).toList());
        try (Playback playback = consumer.play(plan, sink, listener)) {
            playing = playback;
            return playback.result().join();
        } finally {
            output.end();
        }
    }

    private void closeAll(ConsumerNode consumer, PlaybackPlan plan) throws Exception {
        output.phase("close", "asking the payees to claim and release the channels");
        for (PlaybackPlan.Source source : plan.sources())
            if (source.purse() != null) consumer.close(source.purse(), source.address());
    }
}
