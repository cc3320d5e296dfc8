package dev.sluice.engine.cli;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.ledger.EvmSettings;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.Preload;
import dev.sluice.engine.node.ServingNode;
import dev.sluice.engine.node.ServingSettings;
import dev.sluice.engine.payee.PipelineSettings;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.InMemoryChain;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.PayeePolicy;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.PayeeRecord;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.store.FileSliceStore;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * Goes once through what a start needs, on loopback and in a directory of its own, so that the JVM
 * can keep the classes for the next time: the launcher makes its archives from these runs, one for
 * commands that only say something and one for nodes (docs/adr/0021). It changes nothing but how
 * fast Sluice starts, most of all a node that comes back after a crash.
 */
public final class Rehearsal {
    private static final long EXIT_DELAY_SECONDS = 3_600;

    /** A port on which nobody listens: how far a ledger is opened without one. */
    private static final URI NOBODY = URI.create("http://127.0.0.1:9");

    private final Home home;

    private Rehearsal(Home home) {
        this.home = home;
    }

    /** Arguments: a directory, which the caller deletes; {@code talk} or {@code serve}. */
    public static void main(String[] arguments) throws Exception {
        Home home = Home.at(Path.of(arguments[0]).resolve("node"));
        Rehearsal rehearsal = new Rehearsal(home);
        switch (arguments[1]) {
            case "talk" -> rehearsal.talk();
            case "serve" -> rehearsal.serve();
            default -> throw new IllegalArgumentException(arguments[1] + " is no rehearsal");
        }
        System.exit(0);
    }

    private void talk() {
        try (RocksChannelStore channels = home.channels()) {
            remember(channels);
        }
        say("--help");
        say("status", "--data-dir", home.directory().toString());
        say("status", "--data-dir", home.directory().toString(), "--json");
    }

    private static void say(String... arguments) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        int _ = Main.commandLine().setOut(nowhere).setErr(nowhere).execute(arguments);
    }

    /** A channel on which nothing was paid: no more than what a command shows. */
    private static void remember(ChannelStore channels) {
        Address nobody = Address.ZERO;
        ChannelParameters channel =
                new ChannelParameters(
                        nobody, nobody, nobody, nobody, Bytes32.ZERO, 0, Bytes32.ZERO);
        try (ChannelStore.Batch batch = channels.batch()) {
            batch.put(
                    new PayeeRecord(
                            new ChannelId(Bytes32.ZERO),
                            channel,
                            List.of(),
                            Optional.empty(),
                            Amount.ZERO));
            batch.commit();
        }
    }

    private void serve() throws Exception {
        SecureRandom random = new SecureRandom();
        SecretKey wallet = SecretKey.random(random);
        Domain domain = new Domain(1, wallet.address());
        askNobody(domain, wallet);
        Preload.begin();
        try (RocksChannelStore channels = home.channels();
                FileSliceStore contents = home.contents()) {
            remember(channels);
            ServingNode.Parts parts =
                    new ServingNode.Parts(
                            home.identity(random),
                            wallet,
                            new InMemoryChain(domain, EXIT_DELAY_SECONDS).ledger(wallet.address()),
                            channels,
                            contents,
                            home.secrets(),
                            home.authority(),
                            content -> content::read,
                            trouble -> {},
                            failure -> {});
            try (ServingNode node = ServingNode.start(parts, settings(domain, wallet))) {
                node.connect(node.peerAddress()).close();
            }
        }
    }

    private static void askNobody(Domain domain, SecretKey wallet) {
        try (EvmLedger ledger =
                EvmLedger.open(EvmSettings.of(NOBODY, domain, wallet.address()), wallet)) {
            throw new IllegalStateException("a ledger at " + ledger.domain());
        } catch (LedgerException nobody) {
            // as it should be
        }
    }

    private static ServingSettings settings(Domain domain, SecretKey wallet) {
        return new ServingSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new PayeePolicy(
                        domain,
                        wallet.address(),
                        Address.ZERO,
                        Bytes32.ZERO,
                        0,
                        Amount.of(1),
                        1,
                        0),
                false,
                PipelineSettings.DEFAULT,
                TransportSettings.defaults());
    }
}
