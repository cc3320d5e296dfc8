package dev.sluice.engine.cli;

import dev.sluice.chain.local.ChainInfo;
import dev.sluice.engine.gateway.Allowance;
import dev.sluice.engine.gateway.Gateway;
import dev.sluice.engine.node.ConsumerNode;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.HomeLock;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.ContentLink;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice gateway}: works over HTTP, for players on this machine. */
@Command(
        name = "gateway",
        description =
                "Serve works over HTTP to players on this machine, paying for what they read, until"
                        + " stopped. `mpv URL` works, and seeks.")
final class GatewayCommand extends Task {
    private static final int TOKEN_BYTES = 16;

    @Mixin private HomeOptions homes = new HomeOptions();
    @Mixin private ChainOptions chain = new ChainOptions();
    @Mixin private RateOptions rates = new RateOptions();
    @Mixin private QuotaOption quota = new QuotaOption();

    @Parameters(
            arity = "1..*",
            paramLabel = "CONTENT",
            description = "Links, or content ids with --peer.")
    private List<String> contents = new ArrayList<>();

    @Option(names = "--peer", paramLabel = "ADDRESS", description = "Another peer that has them.")
    private List<String> named = new ArrayList<>();

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The TCP port on 127.0.0.1; default: any that is free.")
    private int port;

    @Option(
            names = "--max-spend",
            paramLabel = "COINS",
            description =
                    "Pay at most this for all works together, until it is stopped; never overshot by"
                            + " one base unit.")
    private @Nullable String maxSpend;

    @Override
    public Integer call() throws Exception {
        Output output = output();
        check();
        Home home = homes.home();
        ChainInfo info = chain.info();
        try (UntilStopped stop = new UntilStopped();
                HomeLock _ = home.lock("gateway");
                Disk disk = Disk.open(home, quota, output);
                Consuming consuming =
                        Consuming.open(home, homes.wallet(home), chain, info, rates, output);
                GatewayShelf shelf = new GatewayShelf(disk, output)) {
            Map<ContentId, GatewayWork> works = new TreeMap<>();
            Allowance allowance = new Allowance(limit());
            for (ContentLink link : links()) {
                GatewayWork work = work(consuming.node(), home, link, shelf, allowance);
                works.put(work.id(), work);
            }
            try (Gateway gateway = Gateway.start(works::get, port, token())) {
                stop.onStopAwaitClose();
                ready(gateway, works, output);
                stop.await();
            }
        }
        return ExitCode.OK.number();
    }

    /** What was typed, before anything is started. */
    private void check() {
        for (ContentLink link : links()) {
            var _ = Peers.all(link, named);
        }
        var _ = limit();
        if (port < 0 || port > 65_535)
            throw new CliException(
                    ExitCode.USAGE, "no such port: " + port, "--http-port takes 0 to 65535");
    }

    private List<ContentLink> links() {
        return contents.stream().map(Peers::link).toList();
    }

    private Amount limit() {
        return maxSpend == null
                ? Allowance.NO_LIMIT
                : Money.amount(maxSpend, "--max-spend", "a number like 0.5");
    }

    private static String token() {
        byte[] token = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        return HexFormat.of().formatHex(token);
    }

    private GatewayWork work(
            ConsumerNode consumer,
            Home home,
            ContentLink link,
            GatewayShelf shelf,
            Allowance allowance)
            throws Exception {
        List<PeerAddress> peers = Peers.all(link, named);
        output().phase("find", "asking " + peers.size() + " peers for the manifest");
        byte[] signed = consumer.lookup().manifestBytes(link.content(), peers);
        Manifest manifest = ManifestCodec.verify(signed);
        GatewayWork.Found found =
                new GatewayWork.Found(
                        manifest, Bytes.of(signed), peers, shelf.of(manifest.id(), signed));
        return new GatewayWork(new KeySellers(home, consumer, output()), found, allowance);
    }

    private static void ready(Gateway gateway, Map<ContentId, GatewayWork> works, Output output) {
        for (GatewayWork work : works.values()) {
            String url = gateway.uri(work.id()).toString();
            Map<String, Object> ready = new LinkedHashMap<>();
            ready.put("type", "ready");
            ready.put("content", work.id().toString());
            ready.put("mediaType", work.mediaType());
            ready.put("bytes", work.geometry().contentBytes());
            ready.put("url", url);
            boolean hasSegments = !work.map().segments().isEmpty();
            String playlist = gateway.playlist(work.id()).toString();
            if (hasSegments) ready.put("playlist", playlist);
            if (output.json()) output.result(ready);
            else output.result(hasSegments ? url + "\n" + playlist : url);
        }
        if (!output.json()) output.note("give the URL to a player; stop with Ctrl-C");
    }
}
