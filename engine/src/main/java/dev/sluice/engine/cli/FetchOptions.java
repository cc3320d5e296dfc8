package dev.sluice.engine.cli;

import dev.sluice.chain.local.ChainInfo;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.HomeLock;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.content.ContentLink;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which work is bought, from whom, for how much at most, and what is kept of it. */
final class FetchOptions {
    private static final Amount NO_LIMIT = new Amount(-1, -1);

    @Spec(Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Mixin private HomeOptions homes = new HomeOptions();
    @Mixin private ChainOptions chain = new ChainOptions();
    @Mixin private RateOptions rates = new RateOptions();
    @Mixin private QuotaOption quota = new QuotaOption();

    @Parameters(
            index = "0",
            paramLabel = "CONTENT",
            description = "A link, or a content id with --peer.")
    private String content = "";

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

    @Option(
            names = "--keep",
            description =
                    "Keep the encrypted slices for good, to serve them or to play them again without"
                            + " paying a seeder. Default: until all is played.")
    private boolean keep;

    @Option(
            names = "--no-store",
            description =
                    "Write no slices to the disk: what is interrupted begins anew, and is paid for"
                            + " anew but for its keys.")
    private boolean noStore;

    @Option(
            names = "--serve",
            description =
                    "Serve what was bought, for a fee, as soon as it is here, and after the end until"
                            + " stopped. Keeps it.")
    private boolean serve;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "With --serve: the address to listen on; default 127.0.0.1.")
    private String listen = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "With --serve: the UDP port; default: the last one, or a free one.")
    private @Nullable Integer port;

    ContentLink link() {
        return Peers.link(content);
    }

    List<PeerAddress> peers() {
        return Peers.all(link(), named);
    }

    Amount limit() {
        return maxSpend == null
                ? NO_LIMIT
                : Money.amount(maxSpend, "--max-spend", "a number like 0.5");
    }

    boolean close() {
        return close;
    }

    @Nullable String keyService() {
        return keyService;
    }

    Home home() throws IOException {
        return homes.home();
    }

    /** Buys the work; with {@code --serve} goes on serving until stopped. */
    int fetch(Fetch.Destination destination, Output output) throws Exception {
        Fetch fetch = new Fetch(this, destination, output);
        PlayStore.Keep kept = kept();
        fetch.check();
        if (serve)
            return Serving.untilStopped(
                    ServeOptions.beside(command, homes, chain, rates, quota, listen, port),
                    output,
                    Serving.Work.NOTHING,
                    (running, stop) -> beside(running, stop, fetch, output));
        Home home = homes.home();
        ChainInfo info = chain.info();
        try (HomeLock _ = home.lock(command.name());
                Disk disk = Disk.open(home, quota, output);
                Consuming consuming =
                        Consuming.open(home, homes.wallet(home), chain, info, rates, output);
                PlayStore store = new PlayStore(disk, kept, output)) {
            fetch.run(consuming.node(), store);
        }
        return ExitCode.OK.number();
    }

    private PlayStore.Keep kept() {
        if (noStore && (keep || serve))
            throw new CliException(
                    ExitCode.USAGE,
                    "--no-store and " + (serve ? "--serve" : "--keep") + " contradict each other",
                    "leave one of them out");
        if (noStore) return PlayStore.Keep.NOTHING;
        return keep || serve ? PlayStore.Keep.FOR_GOOD : PlayStore.Keep.UNTIL_PLAYED;
    }

    private void beside(ServeOptions.Running running, UntilStopped stop, Fetch fetch, Output output)
            throws Exception {
        try (Consuming consuming = Consuming.beside(running, rates, output);
                PlayStore store = new PlayStore(running.disk(), PlayStore.Keep.FOR_GOOD, output)) {
            stop.first(() -> end(fetch, store, consuming));
            fetch.run(consuming.node(), store);
        }
        stop.first(() -> {});
    }

    private static void end(Fetch fetch, PlayStore store, Consuming consuming) throws IOException {
        fetch.stop();
        store.close();
        consuming.close();
    }
}
