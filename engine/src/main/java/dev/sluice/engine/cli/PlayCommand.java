package dev.sluice.engine.cli;

import dev.sluice.chain.local.ChainInfo;
import dev.sluice.engine.cache.LocalSlices;
import dev.sluice.engine.consumer.FileSink;
import dev.sluice.engine.consumer.Playback;
import dev.sluice.engine.consumer.PlaybackListener;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.engine.consumer.PlaybackResult;
import dev.sluice.engine.consumer.PlayerSink;
import dev.sluice.engine.consumer.StreamSink;
import dev.sluice.engine.grant.EvidenceBox;
import dev.sluice.engine.grant.Holding;
import dev.sluice.engine.node.ConsumerNode;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.HomeLock;
import dev.sluice.engine.node.KeyFinder;
import dev.sluice.engine.node.KeySource;
import dev.sluice.engine.node.Works;
import dev.sluice.engine.session.Effects.Failure;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.content.ContentLink;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.text.PeerAddress;
import dev.sluice.streaming.text.SafeName;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice play}: ordered, paid, verified. */
@Command(
        name = "play",
        description =
                "Stream a work in order, paying for every slice. `sluice play C -o - | mpv -` works.")
final class PlayCommand extends HomeTask {
    private static final long IDLE_TIMEOUT_NS = 60_000_000_000L;
    private static final Amount NO_LIMIT = new Amount(-1, -1);

    @Mixin private ChainOptions chain = new ChainOptions();
    @Mixin private RateOptions rates = new RateOptions();

    @Parameters(
            index = "0",
            paramLabel = "CONTENT",
            description = "A link, or a content id with --peer.")
    private String content = "";

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Where to write; - is stdout. Default: a file named after the title.")
    private @Nullable String out;

    @Option(names = "--peer", paramLabel = "ADDRESS", description = "Another peer that has it.")
    private List<String> named = new ArrayList<>();

    @Option(
            names = "--keys",
            paramLabel = "ADDRESS",
            description =
                    "Who sells the keys; default: the creator, or else a peer it has delegated.")
    private @Nullable String keyService;

    @Option(
            names = "--max-spend",
            paramLabel = "COINS",
            description =
                    "Pay at most this for the work, in this playback and all before it; never"
                            + " overshot by one base unit.")
    private @Nullable String maxSpend;

    @Option(
            names = "--close",
            description = "Close the channels at the end: the rest of the deposit becomes free.")
    private boolean close;

    @Override
    public Integer call() throws Exception {
        if (toStdout()) common().contentOnStdout();
        Output output = output();
        ContentLink link = Peers.link(content);
        List<PeerAddress> peers = Peers.all(link, named);
        Amount limit =
                maxSpend == null
                        ? NO_LIMIT
                        : Money.amount(maxSpend, "--max-spend", "a number like 0.5");
        Home home = home();
        ChainInfo info = chain.info();
        try (HomeLock _ = home.lock("play");
                Consuming consuming =
                        Consuming.open(home, homes().wallet(home), chain, info, rates, output)) {
            return play(consuming.node(), link, peers, limit, output);
        }
    }

    private int play(
            ConsumerNode consumer,
            ContentLink link,
            List<PeerAddress> peers,
            Amount limit,
            Output output)
            throws Exception {
        output.phase("find", "asking " + peers.size() + " peers for the manifest");
        byte[] signed = consumer.lookup().manifestBytes(link.content(), peers);
        Manifest manifest = ManifestCodec.verify(signed);
        KeySource keys = keys(consumer, manifest, signed, peers);
        List<PeerAddress> seeders = Peers.seeders(peers, keys.address());
        output.phase(
                "channels",
                "channels to the creator and "
                        + seeders.size()
                        + " seeders; the whole work costs "
                        + Money.coins(Works.price(manifest).total()));
        PlaybackPlan plan;
        PlaybackResult result;
        try (PlayerSink sink = sink(manifest)) { // before any money moves
            plan =
                    consumer.prepare(
                            manifest, keys, seeders, LocalSlices.NONE, limit, IDLE_TIMEOUT_NS);
            result = stream(consumer, plan, sink, output);
        }
        plan.sources().forEach(PlaybackPlan.Source::rest);
        if (close) closeAll(consumer, plan, output);
        new PlayReport(output, plan, result).show();
        if (result.failure().isPresent()) throw failure(result.failure().get(), plan);
        return ExitCode.OK.number();
    }

    private static CliException failure(Failure failure, PlaybackPlan plan) {
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

    /**
     * Keys that a grant gives are not bought. The key service that was named, the creator's, or a
     * delegate's among the peers; that one first who was paid for keys of this work.
     */
    private KeySource keys(
            ConsumerNode consumer, Manifest manifest, byte[] signed, List<PeerAddress> peers)
            throws Exception {
        PeerAddress creator = Peers.keyService(manifest, peers);
        Holding holding = Grants.holding(home(), consumer.lookup(), manifest, creator, output());
        KeyFinder finder =
                consumer.lookup().keys(manifest, signed, holding.seeds(), Grants.nowSeconds());
        return keyService != null
                ? finder.named(Peers.parse(keyService))
                : finder.find(creator, peers, consumer.paidForKeys(manifest).orElse(null));
    }

    private PlaybackResult stream(
            ConsumerNode consumer, PlaybackPlan plan, PlayerSink sink, Output output) {
        output.phase("stream", "streaming");
        long total = plan.manifest().geometry().contentBytes();
        PlaybackListener listener =
                new PlaybackListener() {
                    @Override
                    public void delivered(long slices, long bytes) {
                        output.progress("stream", bytes, total, "bytes");
                    }

                    @Override
                    public void seederDropped(int seeder, String why) {
                        output.note("seeder " + (seeder + 1) + " dropped: " + why);
                    }

                    @Override
                    public void seederDown(int seeder, String why) {
                        output.note("seeder " + (seeder + 1) + " is away: " + why);
                    }

                    @Override
                    public void keyEvidence(byte[] file) {
                        keep(file, output);
                    }

                    @Override
                    public void keyServiceDown(String why) {
                        output.note("the key service is away: " + why);
                    }
                };
        try (Playback playback = consumer.play(plan, sink, listener)) {
            return playback.result().join();
        } finally {
            output.end();
        }
    }

    private void keep(byte[] evidence, Output output) {
        try {
            Path file = EvidenceBox.at(home().directory()).keep(evidence);
            output.note("proof against the key service: " + file);
            output.note("anybody can check it: sluice key verify-evidence " + file);
        } catch (IOException e) {
            output.note("proof against the key service is not kept: " + e.getMessage());
        }
    }

    private boolean toStdout() {
        return "-".equals(out);
    }

    private PlayerSink sink(Manifest manifest) throws IOException {
        // not System.out: that one hides that the player left, and the rest would be paid for
        if (toStdout()) return new StreamSink(new FileOutputStream(FileDescriptor.out));
        if (out != null) return new FileSink(Path.of(out));
        Path file = Path.of(SafeName.of(manifest.offer().title(), manifest.id().toString()));
        if (Files.exists(file))
            throw new CliException(
                    ExitCode.USAGE, file + " exists already", "name another file: -o FILE");
        return new FileSink(file);
    }

    private static void closeAll(ConsumerNode consumer, PlaybackPlan plan, Output output)
            throws Exception {
        output.phase("close", "asking the payees to claim and release the channels");
        for (PlaybackPlan.Source source : plan.sources())
            if (source.purse() != null) consumer.close(source.purse(), source.address());
    }
}
