package dev.sluice.engine.cli;

import dev.sluice.engine.cache.NoRoomException;
import dev.sluice.engine.cache.Quota;
import dev.sluice.engine.node.Mirror;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.streaming.content.ContentLink;
import dev.sluice.streaming.store.StoredContent;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice seed}: fetch a work's ciphertext, and serve it for a fee until stopped. */
@Command(
        name = "seed",
        description =
                "Fetch a work's encrypted slices from its creator, and serve them until stopped;"
                        + " with --mirror, fetch what others ask for too.")
final class SeedCommand extends Task {
    @Mixin private ServeOptions options = new ServeOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CONTENT",
            description = "A link, or a content id with --peer.")
    private @Nullable String content;

    @Option(names = "--peer", paramLabel = "ADDRESS", description = "Another peer that has it.")
    private List<String> named = new ArrayList<>();

    @Mixin private MirrorOptions mirror = new MirrorOptions();

    @Override
    public Integer call() throws Exception {
        Output output = output();
        List<ContentLink> pins = mirror.pins();
        if (content == null && !mirror.isOn())
            throw new CliException(
                    ExitCode.USAGE,
                    "nothing to seed",
                    "name a work, or fetch what others ask for: sluice seed --mirror --quota 20G"
                            + " --peer ADDRESS");
        mirror.check(options.quota());
        ContentLink link = content == null ? null : Peers.link(content);
        List<PeerAddress> peers = link == null ? List.of() : Peers.all(link, named);
        List<PeerAddress> sources = mirror.isOn() ? mirror.sources(pins, named, peers) : List.of();
        return Serving.untilStopped(
                options,
                output,
                (running, _) -> {
                    if (link != null) fetch(running, link, peers, output);
                },
                (running, stop) -> mirror.start(running, stop, sources, pins, output));
    }

    private static void fetch(
            ServeOptions.Running running, ContentLink link, List<PeerAddress> peers, Output output)
            throws Exception {
        if (running.contents().contains(link.content())
                && running.contents().open(link.content()).complete()) return;
        Exception last = new IOException("no peer");
        for (PeerAddress peer : peers)
            try (PeerClient client = running.node().connect(peer)) {
                output.phase("seed", "fetching the encrypted slices from " + peer);
                byte[] signed = client.manifest(link.content());
                StoredContent copy = Quota.begin(running.contents(), running.disk().room(), signed);
                long slices = copy.geometry().slices();
                Mirror.fetch(
                        copy,
                        client,
                        running.disk().room(),
                        done -> output.progress("seed", done, slices, "slices"));
                output.end();
                return;
            } catch (NoRoomException e) {
                throw e;
            } catch (IOException | RefusedException e) {
                last = e;
                output.note(peer + ": " + e.getMessage());
            }
        throw last;
    }
}
