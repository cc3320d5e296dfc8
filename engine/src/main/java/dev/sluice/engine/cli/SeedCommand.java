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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice seed}: fetch a work's ciphertext, and serve it for a fee until stopped. */
@Command(
        name = "seed",
        description =
                "Fetch a work's encrypted slices from its creator, and serve them until stopped.")
final class SeedCommand extends Task {
    @Mixin private ServeOptions options = new ServeOptions();

    @Parameters(
            index = "0",
            paramLabel = "CONTENT",
            description = "A link, or a content id with --peer.")
    private String content = "";

    @Option(names = "--peer", paramLabel = "ADDRESS", description = "Another peer that has it.")
    private List<String> named = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Output output = output();
        ContentLink link = Peers.link(content);
        List<PeerAddress> peers = Peers.all(link, named);
        return Serving.untilStopped(
                options, output, (running, _) -> fetch(running, link, peers, output));
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
