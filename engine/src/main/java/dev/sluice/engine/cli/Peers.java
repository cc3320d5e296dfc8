package dev.sluice.engine.cli;

import dev.sluice.streaming.content.ContentLink;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.text.PeerAddress;
import dev.sluice.streaming.text.PeerId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Peers as a person names them, and which of them does what. */
final class Peers {
    private Peers() {}

    static PeerAddress parse(String text) {
        try {
            return PeerAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.USAGE,
                    "not a peer's address: " + text + " (" + e.getMessage() + ")",
                    "write it as a node prints it: /ip4/127.0.0.1/udp/4433/quic/p2p/…");
        }
    }

    static ContentLink link(String text) {
        try {
            return text.startsWith(ContentLink.SCHEME)
                    ? ContentLink.parse(text)
                    : ContentLink.of(dev.sluice.streaming.content.ContentId.parse(text));
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.USAGE,
                    "not a content link: " + e.getMessage(),
                    "use the link that `sluice publish` printed");
        }
    }

    /**
     * The link's peers and those of {@code --peer}, each once; what was typed wins over the link.
     */
    static List<PeerAddress> all(ContentLink link, List<String> named) {
        return all(link, named, "--peer");
    }

    /** As the other; {@code option} is where they were typed. */
    static List<PeerAddress> all(ContentLink link, List<String> named, String option) {
        Map<PeerId, PeerAddress> byId = new LinkedHashMap<>();
        link.peers().forEach(peer -> byId.put(peer.peer(), peer));
        named.forEach(
                text -> {
                    PeerAddress peer = parse(text);
                    byId.put(peer.peer(), peer);
                });
        if (byId.isEmpty())
            throw new CliException(
                    ExitCode.NOT_FOUND,
                    "--peer".equals(option) ? "the link names no peer" : "no peer is named",
                    "name one: " + option + " ADDRESS, as the creator's node prints it");
        return new ArrayList<>(byId.values());
    }

    /** Where the manifest says that keys are sold, at the newest address that is known for it. */
    static PeerAddress keyService(Manifest manifest, List<PeerAddress> peers) {
        List<PeerAddress> services = manifest.offer().keyServices();
        for (PeerAddress service : services)
            for (PeerAddress peer : peers) if (peer.peer().equals(service.peer())) return peer;
        return services.isEmpty() ? peers.getFirst() : services.getFirst();
    }

    /** Who is asked for bytes: all but the key service, or the key service when it is alone. */
    static List<PeerAddress> seeders(List<PeerAddress> peers, PeerAddress keyService) {
        List<PeerAddress> seeders =
                peers.stream().filter(p -> !p.peer().equals(keyService.peer())).toList();
        return seeders.isEmpty() ? List.of(keyService) : seeders;
    }
}
