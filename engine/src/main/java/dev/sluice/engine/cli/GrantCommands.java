package dev.sluice.engine.cli;

import dev.sluice.engine.grant.GrantBook;
import dev.sluice.engine.grant.GrantBox;
import dev.sluice.engine.grant.RevocationBox;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.HomeLock;
import dev.sluice.engine.node.PeerLookup;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.streaming.content.ContentLink;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.grant.Denied;
import dev.sluice.streaming.grant.Grant;
import dev.sluice.streaming.grant.HolderKey;
import dev.sluice.streaming.grant.Revocations;
import dev.sluice.streaming.grant.Serial;
import dev.sluice.streaming.grant.Transfer;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.store.Durable;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands of {@code sluice key} that deal in grants and move no money. */
final class GrantCommands {
    private GrantCommands() {}

    /** What the commands that ask the creator share: no wallet, no ledger. */
    abstract static class Online extends HomeTask {
        @Option(names = "--from", paramLabel = "ADDRESS", description = "The creator's node.")
        private List<String> from = new ArrayList<>();

        /** The grant that this is about, as it says of itself. */
        abstract Grant grant(Home home) throws Exception;

        abstract void run(Home home, PeerLookup lookup, Manifest manifest, PeerAddress creator)
                throws Exception;

        @Override
        public Integer call() throws Exception {
            Home home = home();
            try (HomeLock _ = home.lock("key")) {
                Grant grant = grant(home);
                List<PeerAddress> peers =
                        Peers.all(ContentLink.of(grant.content()), from, "--from");
                try (PeerLookup lookup =
                        PeerLookup.start(
                                home.identity(new SecureRandom()), TransportSettings.defaults())) {
                    Manifest manifest =
                            ManifestCodec.verify(lookup.manifestBytes(grant.content(), peers));
                    run(home, lookup, manifest, Peers.keyService(manifest, peers));
                }
            }
            return ExitCode.OK.number();
        }

        static HolderKey holderKey(Home home) throws IOException {
            return home.authority().holderKey(new SecureRandom());
        }
    }

    /** Passes a grant on. */
    @Command(name = "transfer", description = "Pass a grant on; the creator re-issues it.")
    static final class Hand extends Online {
        @Mixin private SerialParameter named = new SerialParameter();

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
        Grant grant(Home home) throws Exception {
            var _ = DelegateCommand.holder(to, "--to");
            Grants.checkPlace(out);
            return Grants.held(GrantBox.at(home.directory()), named.serial());
        }

        @Override
        void run(Home home, PeerLookup lookup, Manifest manifest, PeerAddress creator)
                throws Exception {
            Grant grant = grant(home);
            Transfer transfer =
                    new Transfer(
                            grant.content(), grant.serial(), DelegateCommand.holder(to, "--to"));
            try (PeerClient client = lookup.connect(creator)) {
                byte[] next = client.transfer(transfer.sign(holderKey(home)));
                Grant theirs = Grant.verify(next, manifest.core().creator());
                Durable.writePrivate(out.toAbsolutePath(), next);
                GrantBox.at(home.directory()).drop(grant);
                output().note("for the new holder: sluice key add " + out);
                Grants.tell(output(), theirs, "good", "0");
            }
        }
    }

    /** Takes a grant that somebody passed on. */
    @Command(name = "add", description = "Keep a grant that somebody passed on to this directory.")
    static final class Add extends Online {
        @Parameters(index = "0", paramLabel = "FILE", description = "The grant.")
        private Path file = Path.of("");

        @Override
        Grant grant(Home home) throws Exception {
            return Grants.read(file, Grant.MAX_BYTES, "grant", Grant::unverified);
        }

        @Override
        void run(Home home, PeerLookup lookup, Manifest manifest, PeerAddress creator)
                throws Exception {
            HolderKey key = holderKey(home);
            byte[] bytes = Grants.read(file, Grant.MAX_BYTES, "grant");
            Grant seen = Grant.verify(bytes, manifest.core().creator());
            Revocations revoked = Grants.revoked(home, lookup, manifest, creator, output());
            Optional<Denied> why =
                    seen.check(
                            manifest,
                            key.holder(),
                            Grants.nowSeconds(),
                            revoked.has(seen.serial()));
            if (why.isPresent())
                throw new CliException(
                        ExitCode.INTEGRITY,
                        "the grant is not kept: " + why.get(),
                        "ask whoever passed it on, or its creator");
            Grant grant = GrantBox.at(home.directory()).keep(bytes, manifest.core().creator(), key);
            Grants.tell(output(), grant, "good", "0");
        }
    }

    /** Forgets a grant. */
    @Command(name = "drop", description = "Forget a grant that this directory holds.")
    static final class Drop extends HomeTask {
        @Mixin private SerialParameter named = new SerialParameter();

        @Override
        public Integer call() throws Exception {
            Home home = home();
            try (HomeLock _ = home.lock("key")) {
                GrantBox box = GrantBox.at(home.directory());
                Grant grant = Grants.held(box, named.serial());
                box.drop(grant);
                Grants.tell(output(), grant, "dropped", "0");
            }
            return ExitCode.OK.number();
        }
    }

    /** Shows what is held, or what a file says. */
    @Command(name = "show", description = "Show the grants that are held, or a file; offline.")
    static final class Show extends HomeTask {
        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "CONTENT|FILE",
                description = "Only of this work, or what this file says of itself.")
        private @Nullable String what;

        @Override
        public Integer call() throws Exception {
            Home home = home();
            GrantBox box = GrantBox.at(home.directory());
            if (what != null && Files.isRegularFile(Path.of(what))) {
                Path file = Path.of(what);
                Grant said = Grants.read(file, Grant.MAX_BYTES, "grant", Grant::unverified);
                Grants.tell(output(), said, "unverified", "0");
                return ExitCode.OK.number();
            }
            List<Grant> grants = what == null ? box.list() : box.of(Peers.link(what).content());
            for (Grant grant : grants)
                Grants.show(output(), grant, state(home, grant), given(home, grant));
            if (grants.isEmpty()) output().note("no grant is held here");
            return ExitCode.OK.number();
        }

        /** When its creator gave its list of revoked grants last. */
        private static OptionalLong given(Home home, Grant grant) throws Exception {
            RevocationBox lists = RevocationBox.at(home.directory());
            Optional<Bytes> creator =
                    GrantBox.at(home.directory()).creatorOf(grant, lists.creators());
            return creator.isPresent() ? lists.given(creator.get()) : OptionalLong.empty();
        }

        /** As far as this directory knows. */
        private static String state(Home home, Grant grant) throws Exception {
            return grant.checkService(
                            home.authority().holderKey(new SecureRandom()).holder(),
                            Grants.nowSeconds(),
                            RevocationBox.at(home.directory()).isRevoked(grant.serial()))
                    .map(why -> why.kind().name().toLowerCase(java.util.Locale.ROOT))
                    .orElse("good");
        }
    }

    /** Serves a serial no more. */
    @Command(name = "revoke", description = "Serve an own work's grant no more.")
    static final class Revoke extends HomeTask {
        @Mixin private SerialParameter named = new SerialParameter();

        @Override
        public Integer call() throws Exception {
            Home home = home();
            CreatorKey creator = home.authority().creatorKey();
            if (creator == null)
                throw new CliException(
                        ExitCode.NOT_FOUND,
                        "nothing was published in " + home.directory(),
                        "run it with the --data-dir of the creator");
            Serial serial = named.serial();
            GrantBook book = new GrantBook(home.directory(), creator);
            if (!book.hasIssued(serial))
                throw new CliException(
                        ExitCode.NOT_FOUND,
                        "no grant " + serial + " was issued here",
                        "its holder sees the serial with: sluice key show");
            Revocations list = book.revoke(serial);
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("type", "revocations");
            object.put("sequence", list.sequence());
            object.put("serials", list.serials().size());
            Output output = output();
            if (output.json()) output.result(object);
            else
                output.result(
                        "revoked "
                                + serial
                                + "; the list is at "
                                + list.sequence()
                                + ", with "
                                + list.serials().size()
                                + " serials");
            return ExitCode.OK.number();
        }
    }
}
