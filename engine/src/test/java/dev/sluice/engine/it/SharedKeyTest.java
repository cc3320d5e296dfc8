package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.engine.consumer.GrantBuyer;
import dev.sluice.engine.consumer.KeyChannel;
import dev.sluice.engine.node.ConsumerNode;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.quic.TransportSettings;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T27: a directory was copied, and two nodes run with one key. */
final class SharedKeyTest {
    private static final Amount NO_LIMIT = new Amount(-1, -1);
    private static final long KEY = 70_000;

    @TempDir Path directory;

    /** Whoever is shown a newer state than it has signed stops signing, and pays nothing twice. */
    @Test
    void theOneThatIsShownANewerStateSignsNoMore() throws Exception {
        try (Site site = new Site(directory);
                Seller creator = new Seller(site.chain, directory.resolve("creator"))) {
            Path film = Samples.write(directory, 1 << 20);
            Manifest work =
                    Works.publish(site.chain, creator, film, 1_600_000, 3_000, List.of())
                            .manifest();
            Home home = site.home("one");
            SecretKey wallet = site.wallet(home);
            try (Node node = new Node(site, home, wallet)) {
                node.buy(creator, work, 0);
            }
            Home copy = Home.at(directory.resolve("two"));
            copy(home.directory(), copy.directory());
            try (Node one = new Node(site, home, wallet);
                    Node two = new Node(site, copy, wallet)) {
                one.buy(creator, work, 1);
                two.buy(creator, work, 2); // an old backup, for all that it can know
                Refused why =
                        assertThrows(RefusedException.class, () -> one.buy(creator, work, 3)).why();
                assertEquals(Reason.ANOTHER_SIGNER, why.reason());
                assertEquals(
                        "at most "
                                + 2 * KEY
                                + " signed on "
                                + one.key(creator, work).purse().channel(),
                        why.expected());
                assertEquals("" + 3 * KEY, why.actual());
                assertEquals(BigInteger.valueOf(3 * KEY), creator.keysPaid());
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList())
                if (!path.equals(from)) Files.copy(path, to.resolve(from.relativize(path)));
        }
    }

    /** A buying node that keeps its channel, and so its purse, as a running process does. */
    private static final class Node implements AutoCloseable {
        private final Home home;
        private final RocksChannelStore channels;
        private final EvmLedger ledger;
        private final ConsumerNode node;
        private @Nullable KeyChannel channel;

        Node(Site site, Home home, SecretKey wallet) throws IOException {
            this.home = home;
            channels = home.channels();
            ledger = site.chain.ledger(wallet);
            node =
                    ConsumerNode.start(
                            new ConsumerNode.Parts(
                                    home.identity(new SecureRandom()),
                                    wallet,
                                    ledger,
                                    channels,
                                    TransportSettings.defaults(),
                                    new SecureRandom()));
        }

        KeyChannel key(Seller creator, Manifest work) throws Exception {
            if (channel == null)
                channel =
                        node.keyChannel(
                                        work,
                                        creator.node.peerAddress(),
                                        0,
                                        work.geometry().slices(),
                                        Set.of(),
                                        NO_LIMIT)
                                .orElseThrow();
            return channel;
        }

        void buy(Seller creator, Manifest work, long slice) throws Exception {
            try (PeerClient client = node.lookup().connect(creator.node.peerAddress())) {
                var _ =
                        new GrantBuyer(
                                        client,
                                        work,
                                        dev.sluice.engine.node.Works.price(work),
                                        work.core().creator(),
                                        key(creator, work),
                                        slice,
                                        1)
                                .buy(home.authority().holderKey(new SecureRandom()).holder());
            }
        }

        @Override
        public void close() {
            node.close();
            ledger.close();
            channels.close();
        }
    }
}
