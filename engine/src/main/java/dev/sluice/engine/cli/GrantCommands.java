package dev.sluice.engine.cli;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.engine.consumer.GrantBuyer;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.engine.grant.GrantBook;
import dev.sluice.engine.grant.GrantBox;
import dev.sluice.engine.node.ConsumerNode;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.HomeLock;
import dev.sluice.engine.node.Works;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.content.ContentLink;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.grant.Grant;
import dev.sluice.streaming.grant.HolderKey;
import dev.sluice.streaming.grant.Revocations;
import dev.sluice.streaming.grant.Serial;
import dev.sluice.streaming.grant.Transfer;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.store.Durable;
import dev.sluice.streaming.text.PeerAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands of {@code sluice key} that deal in grants. */
final class GrantCommands {
    private static final Amount NO_LIMIT = new Amount(-1, -1);

    private GrantCommands() {}

    /** What the commands that talk to the creator share. */
    abstract static class Online implements Callable<Integer>, CommonOptions.Holder {
        @Mixin private CommonOptions common = new CommonOptions();
        @Mixin private HomeOptions homes = new HomeOptions();
        @Mixin private ChainOptions chain = new ChainOptions();

        @Option(names = "--from", paramLabel = "ADDRESS", description = "The creator's node.")
        private List<String> from = new ArrayList<>();

        @Override
        public CommonOptions common() {
            return common;
        }

        HomeOptions homes() {
            return homes;
        }

        List<String> from() {
            return from;
        }

        abstract int run(Home home, ConsumerNode consumer) throws Exception;

        @Override
        public Integer call() throws Exception {
            Home home = homes.home();
            var info = chain.info();
            try (HomeLock _ = home.lock("key")) {
                SecretKey wallet = homes.wallet(home);
                SecureRandom random = new SecureRandom();
                try (RocksChannelStore channels = home.channels();
                        EvmLedger ledger = chain.ledger(info, wallet);
                        ConsumerNode consumer =
                                ConsumerNode.start(
                                        new ConsumerNode.Parts(
                                                home.identity(random),
                                                wallet,
                                                ledger,
                                                channels,
                                                TransportSettings.defaults(),
                                                random))) {
                    return run(home, consumer);
                }
            }
        }
    }

    /** Buys the keys of a range to hold, or of the whole work. */
    @Command(name = "buy", description = "Buy a work's keys to hold; buying again costs nothing.")
    static final class Buy extends Online {
        @Parameters(index = "0", paramLabel = "CONTENT", description = "A link or content id.")
        private String content = "";

        @Option(
                names = "--range",
                paramLabel = "FIRST-LAST",
                description = "Slices, from 0; default: the whole work.")
        private @Nullable String range;

        @Option(names = "--max-spend", paramLabel = "COINS", description = "Pay at most this.")
        private @Nullable String maxSpend;

        @Override
        int run(Home home, ConsumerNode consumer) throws Exception {
            ContentLink link = Peers.link(content);
            List<PeerAddress> peers = Peers.all(link, from());
            byte[] bytes = consumer.manifestBytes(link.content(), peers);
            Manifest manifest = ManifestCodec.verify(bytes);
            long[] wanted = range(manifest);
            Amount limit =
                    maxSpend == null
                            ? NO_LIMIT
                            : Money.amount(maxSpend, "--max-spend", "a number like 0.5");
            PeerAddress creator = Peers.keyService(manifest, peers);
            HolderKey key = home.authority().holderKey(new SecureRandom());
            PlaybackPlan.Source source =
                    consumer.keyChannel(manifest, creator, wanted[0], wanted[1], limit);
            try (PeerClient client = consumer.connect(creator)) {
                GrantBuyer buyer =
                        new GrantBuyer(client, manifest, Works.price(manifest), source, limit);
                byte[] signed = buyer.buy(wanted[0], wanted[1], key.holder());
                Grant grant =
                        GrantBox.at(home.directory()).keep(signed, manifest.core().creator(), key);
                tell(common().output(), grant, buyer.paid().toString());
            }
            return ExitCode.OK.number();
        }

        private long[] range(Manifest manifest) {
            long slices = manifest.geometry().slices();
            if (range == null) return new long[] {0, slices};
            String[] ends = range.split("-", -1);
            try {
                long first = Long.parseLong(ends[0]);
                long last = Long.parseLong(ends[ends.length - 1]);
                if (ends.length <= 2 && first >= 0 && first <= last && last < slices)
                    return new long[] {first, last - first + 1};
            } catch (NumberFormatException e) {
                // said below
            }
            throw new CliException(
                    ExitCode.USAGE,
                    "--range " + range + " is not within 0-" + (slices - 1),
                    "write the first and the last slice, like 0-7");
        }
    }

    /** Passes a grant on. */
    @Command(name = "transfer", description = "Pass a grant on; the creator re-issues it.")
    static final class Hand extends Online {
        @Parameters(index = "0", paramLabel = "SERIAL", description = "As `key show` prints it.")
        private String serial = "";

        @Option(
                names = "--to",
                required = true,
                paramLabel = "HOLDER",
                description = "What `sluice key holder` prints at the new holder.")
        private String to = "";

        @Option(
                names = {"-o", "--out"},
                required = true,
                paramLabel = "FILE",
                description = "Where to write the new holder's grant.")
        private Path out = Path.of("");

        @Override
        int run(Home home, ConsumerNode consumer) throws Exception {
            GrantBox box = GrantBox.at(home.directory());
            Serial wanted = serial(serial);
            Grant grant =
                    box.list().stream()
                            .filter(g -> g.serial().equals(wanted))
                            .findFirst()
                            .orElseThrow(() -> none(serial));
            HolderKey key = home.authority().holderKey(new SecureRandom());
            Transfer transfer =
                    new Transfer(
                            grant.content(), grant.serial(), DelegateCommand.holder(to, "--to"));
            List<PeerAddress> peers = Peers.all(ContentLink.of(grant.content()), from());
            Manifest manifest =
                    ManifestCodec.verify(consumer.manifestBytes(grant.content(), peers));
            try (PeerClient client = consumer.connect(Peers.keyService(manifest, peers))) {
                byte[] next = client.transfer(transfer.sign(key));
                Grant theirs = Grant.verify(next, manifest.core().creator());
                Durable.writePrivate(out.toAbsolutePath(), next);
                box.drop(grant);
                tell(common().output(), theirs, "0");
            }
            return ExitCode.OK.number();
        }
    }

    /** Takes a grant that somebody passed on. */
    @Command(name = "add", description = "Keep a grant that somebody passed on to this directory.")
    static final class Add extends Online {
        @Parameters(index = "0", paramLabel = "FILE", description = "The grant.")
        private Path file = Path.of("");

        @Override
        int run(Home home, ConsumerNode consumer) throws Exception {
            byte[] bytes = Durable.readCapped(file, Grant.MAX_BYTES);
            Grant seen = Grant.unverified(bytes);
            List<PeerAddress> peers = Peers.all(ContentLink.of(seen.content()), from());
            Manifest manifest = ManifestCodec.verify(consumer.manifestBytes(seen.content(), peers));
            HolderKey key = home.authority().holderKey(new SecureRandom());
            Grant grant = GrantBox.at(home.directory()).keep(bytes, manifest.core().creator(), key);
            tell(common().output(), grant, "0");
            return ExitCode.OK.number();
        }
    }

    /** Shows what is held, or what a file says. */
    @Command(name = "show", description = "Show the grants that are held, or a file.")
    static final class Show implements Callable<Integer>, CommonOptions.Holder {
        @Mixin private CommonOptions common = new CommonOptions();
        @Mixin private HomeOptions homes = new HomeOptions();

        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "CONTENT|FILE",
                description = "Only of this work, or what this file says of itself.")
        private @Nullable String what;

        @Override
        public CommonOptions common() {
            return common;
        }

        @Override
        public Integer call() throws Exception {
            for (Grant grant : grants()) tell(common.output(), grant, "0");
            return ExitCode.OK.number();
        }

        private List<Grant> grants() throws Exception {
            GrantBox box = GrantBox.at(homes.home().directory());
            if (what == null) return box.list();
            Path file = Path.of(what);
            return Files.isRegularFile(file)
                    ? List.of(Grant.unverified(Durable.readCapped(file, Grant.MAX_BYTES)))
                    : box.of(Peers.link(what).content());
        }
    }

    /** Serves a serial no more. */
    @Command(name = "revoke", description = "Serve an own work's grant no more.")
    static final class Revoke implements Callable<Integer>, CommonOptions.Holder {
        @Mixin private CommonOptions common = new CommonOptions();
        @Mixin private HomeOptions homes = new HomeOptions();

        @Parameters(index = "0", paramLabel = "SERIAL", description = "Of the grant.")
        private String serial = "";

        @Override
        public CommonOptions common() {
            return common;
        }

        @Override
        public Integer call() throws Exception {
            Home home = homes.home();
            CreatorKey creator = home.authority().creatorKey();
            if (creator == null) throw none(serial);
            Revocations list = new GrantBook(home.directory(), creator).revoke(serial(serial));
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("type", "revocations");
            object.put("sequence", list.sequence());
            object.put("serials", list.serials().size());
            Output output = common.output();
            if (output.json()) output.result(object);
            else output.result("revoked " + serial + "; the list is at " + list.sequence());
            return ExitCode.OK.number();
        }
    }

    private static Serial serial(String text) {
        try {
            return Serial.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.USAGE, "not a serial: " + e.getMessage(), "see: sluice key show");
        }
    }

    private static CliException none(String serial) {
        return new CliException(
                ExitCode.NOT_FOUND, "no grant " + serial + " here", "see: sluice key show");
    }

    private static void tell(Output output, Grant grant, String paid) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "grant");
        object.put("serial", grant.serial().toString());
        object.put("content", grant.content().toString());
        object.put("first", grant.first());
        object.put("last", grant.end() - 1);
        object.put("holder", grant.holder().toString());
        object.put("notAfter", grant.notAfter());
        object.put("paid", paid);
        if (output.json()) output.result(object);
        else {
            output.result(grant.serial() + "  slices " + grant.first() + "-" + (grant.end() - 1));
            output.result("  of " + grant.content() + ", for " + grant.holder());
        }
    }
}
