package dev.sluice.engine.cli;

import dev.sluice.engine.cache.Quota;
import dev.sluice.engine.node.Mirroring;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.ContentLink;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** What a seeder fetches on its own account. */
final class MirrorOptions {
    private static final int MOST_ASKERS = 64;

    @Option(
            names = "--mirror",
            description =
                    "Fetch the works that peers ask this node for in vain, from --peer and their"
                            + " creators, for nothing and within --quota. The work that serves least"
                            + " makes room.")
    private boolean mirror;

    @Option(
            names = "--mirror-after",
            paramLabel = "N",
            description = "Different peers that must ask for a work within an hour; default 2.")
    private int askers = 2;

    @Option(
            names = "--pin",
            paramLabel = "CONTENT",
            description = "Fetch and keep this work whatever comes; with --mirror.")
    private List<String> pinned = new ArrayList<>();

    boolean isOn() {
        return mirror;
    }

    List<ContentLink> pins() {
        return pinned.stream().map(Peers::link).toList();
    }

    /** Before anything is started. */
    void check(QuotaOption quota) {
        if (!mirror && !pinned.isEmpty())
            throw new CliException(
                    ExitCode.USAGE,
                    "--pin is of use with --mirror only",
                    "add --mirror, or pin what is here: sluice content pin CONTENT");
        if (mirror && quota.bytes() == 0)
            throw new CliException(
                    ExitCode.USAGE,
                    "--mirror fills the disk without --quota",
                    "say how much it may take: --quota 20G");
        if (askers < 1 || askers > MOST_ASKERS)
            throw new CliException(
                    ExitCode.USAGE,
                    "--mirror-after " + askers + " is outside 1 to " + MOST_ASKERS,
                    "2 is the default");
    }

    /** Who is asked: all that were named, and the peers of links. */
    List<PeerAddress> sources(
            List<ContentLink> pins, List<String> named, List<PeerAddress> ofContent) {
        Set<PeerAddress> sources = new LinkedHashSet<>(ofContent);
        named.forEach(text -> sources.add(Peers.parse(text)));
        pins.forEach(pin -> sources.addAll(pin.peers()));
        if (sources.isEmpty())
            throw new CliException(
                    ExitCode.USAGE,
                    "--mirror has nobody to fetch from",
                    "name creators or seeders: --peer ADDRESS, as their nodes print it");
        return List.copyOf(sources);
    }

    void start(
            ServeOptions.Running running,
            UntilStopped stop,
            List<PeerAddress> sources,
            List<ContentLink> pins,
            Output output)
            throws IOException {
        Quota quota = running.disk().quota();
        if (!mirror || quota == null) return;
        List<ContentId> contents = pins.stream().map(ContentLink::content).toList();
        for (ContentId content : contents)
            running.disk().uses().pin(content, true, Disk.nowSeconds());
        Mirroring mirroring =
                Mirroring.start(
                        new Mirroring.Parts(
                                running.node(),
                                running.contents(),
                                quota,
                                sources,
                                askers,
                                output::note),
                        contents);
        stop.first(mirroring::close);
    }
}
