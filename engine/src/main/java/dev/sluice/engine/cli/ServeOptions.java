package dev.sluice.engine.cli;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.ChainInfo;
import dev.sluice.engine.node.Beside;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.HomeLock;
import dev.sluice.engine.node.Preload;
import dev.sluice.engine.node.ServingNode;
import dev.sluice.engine.node.ServingSettings;
import dev.sluice.engine.payee.PipelineSettings;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.PayeePolicy;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.grant.Delegation;
import dev.sluice.streaming.grant.GrantException;
import dev.sluice.streaming.grant.Handover;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.store.FileSliceStore;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How a serving node is started from the command line. */
final class ServeOptions {
    @Spec(Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Mixin private HomeOptions homes = new HomeOptions();
    @Mixin private ChainOptions chain = new ChainOptions();
    @Mixin private PayoutOption payout = new PayoutOption();
    @Mixin private PayeeOptions asks = new PayeeOptions();
    @Mixin private RateOptions rates = new RateOptions();
    @Mixin private QuotaOption quota = new QuotaOption();

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "The address to listen on, and that links name; default 127.0.0.1.")
    private String listen = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "UDP port; default: the last one, or a free one.")
    private @Nullable Integer port;

    @Option(
            names = "--no-mirrors",
            description = "Give own works' ciphertext to nobody for nothing, not even to seeders.")
    private boolean noMirrors;

    @Option(
            names = "--delegation",
            paramLabel = "FILE",
            description = "Sell a work's keys too, by what its creator handed over.")
    private List<Path> delegations = new ArrayList<>();

    /** Before anything is started: what is no delegation is told at once. */
    void checkDelegations() throws IOException, GrantException {
        for (Path file : delegations) {
            var _ = Grants.read(file, Handover.MAX_BYTES, "delegation", Handover::contentOf);
        }
    }

    /** A node beside another command, which has these options itself. */
    static ServeOptions beside(
            CommandSpec command,
            HomeOptions homes,
            ChainOptions chain,
            RateOptions rates,
            QuotaOption quota,
            String listen,
            @Nullable Integer port) {
        ServeOptions options = new ServeOptions();
        options.command = command;
        options.homes = homes;
        options.chain = chain;
        options.rates = rates;
        options.quota = quota;
        options.listen = listen;
        options.port = port;
        return options;
    }

    /** Takes over what creators handed over, for works that are here. */
    void acceptDelegations(Running running, Output output) throws IOException, GrantException {
        for (Path file : delegations) {
            byte[] bytes = Grants.read(file, Handover.MAX_BYTES, "delegation");
            ContentId content = Handover.contentOf(bytes);
            if (!running.contents().contains(content))
                throw new CliException(
                        ExitCode.NOT_FOUND,
                        file + " is for " + content + ", which is not here",
                        "fetch it first: sluice seed LINK --delegation " + file);
            Manifest manifest = running.contents().open(content).manifest();
            Delegation delegation =
                    running.home().authority().accept(bytes, manifest, running.node().peerId());
            running.node().refresh(content);
            output.note("selling keys of " + content + ", paid to " + delegation.payee());
        }
    }

    /** A running node and all that belongs to it. */
    record Running(
            Home home,
            SecretKey wallet,
            Address payee,
            EvmLedger ledger,
            RocksChannelStore channels,
            Disk disk,
            ServingNode node,
            HomeLock lock)
            implements AutoCloseable {
        FileSliceStore contents() {
            return disk.contents();
        }

        @Override
        public void close() throws IOException {
            node.close();
            disk.close();
            channels.close();
            ledger.close();
            lock.close();
        }
    }

    ChainOptions chain() {
        return chain;
    }

    QuotaOption quota() {
        return quota;
    }

    Running start(Output output, Consumer<Throwable> onFailure) throws IOException {
        ChainInfo info = chain.info();
        Home home = homes.home();
        HomeLock lock = home.lock(command.name());
        boolean running = false;
        try {
            Running started = start(home, lock, new Telling(info, output, onFailure));
            running = true;
            return started;
        } finally {
            if (!running) lock.close();
        }
    }

    /** Disk, wallet and ledger at once: a node that crashed is to be back soon. */
    private Running start(Home home, HomeLock lock, Telling telling) throws IOException {
        Preload.begin();
        try (Beside<RocksChannelStore> channels = Beside.open("channels", home::channels)) {
            SecretKey wallet = homes.wallet(home);
            EvmLedger ledger = chain.ledger(telling.info(), wallet, home);
            try {
                Opened opened = new Opened(home, lock, wallet, channels.get(), ledger);
                Running running = start(opened, telling);
                channels.keep();
                return running;
            } catch (IOException | RuntimeException e) {
                ledger.close();
                throw e;
            }
        }
    }

    private record Opened(
            Home home,
            HomeLock lock,
            SecretKey wallet,
            RocksChannelStore channels,
            EvmLedger ledger) {}

    private record Telling(ChainInfo info, Output output, Consumer<Throwable> onFailure) {}

    private Running start(Opened opened, Telling telling) throws IOException {
        Home home = opened.home();
        Disk disk = Disk.open(home, quota, telling.output());
        ServingNode node =
                serve(
                        new ServingNode.Parts(
                                home.identity(new SecureRandom()),
                                opened.wallet(),
                                opened.ledger(),
                                opened.channels(),
                                disk.contents(),
                                home.secrets(),
                                home.authority(),
                                disk::source,
                                telling.output()::note,
                                telling.onFailure()),
                        telling.info(),
                        home);
        disk.onGone(node::refresh);
        NodeFile.write(home, node.peerAddress());
        Address own = opened.wallet().address();
        payout.tellDelegate(opened.ledger(), own, telling.output());
        return new Running(
                home,
                opened.wallet(),
                payout.or(own),
                opened.ledger(),
                opened.channels(),
                disk,
                node,
                opened.lock());
    }

    /** On the port that was named; else on the last one, and when that is taken on a free one. */
    private ServingNode serve(ServingNode.Parts parts, ChainInfo info, Home home)
            throws IOException {
        if (port != null) return bind(parts, info, port);
        Optional<PeerAddress> last = NodeFile.read(home);
        if (last.isEmpty()) return bind(parts, info, 0);
        try {
            return bind(parts, info, last.get().port());
        } catch (BindException e) {
            return bind(parts, info, 0);
        }
    }

    private ServingNode bind(ServingNode.Parts parts, ChainInfo info, int wanted)
            throws IOException {
        if (wanted < 0 || wanted > 65_535)
            throw new CliException(
                    ExitCode.USAGE,
                    "--port " + wanted + " is outside 0 to 65535",
                    "0 takes a free one");
        try {
            return ServingNode.start(parts, settings(parts, info, wanted));
        } catch (BindException e) {
            throw withPort(e, wanted);
        }
    }

    private BindException withPort(BindException e, int wanted) {
        BindException named =
                new BindException("UDP port " + wanted + " on " + listen + " is not to be had");
        named.initCause(e);
        return named;
    }

    private ServingSettings settings(ServingNode.Parts parts, ChainInfo info, int wanted)
            throws IOException {
        PayeePolicy policy =
                new PayeePolicy(
                        info.domain(),
                        payout.or(parts.payee().address()),
                        Address.ZERO,
                        Bytes32.ZERO,
                        parts.ledger().minExitDelaySeconds(),
                        Amount.of(1),
                        1,
                        0);
        return new ServingSettings(
                new InetSocketAddress(InetAddress.getByName(listen), wanted),
                asks.on(policy, ChainOptions.isLocal(info)),
                !noMirrors,
                PipelineSettings.DEFAULT,
                rates.on(TransportSettings.defaults()));
    }
}
