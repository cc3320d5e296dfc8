package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.cli.Ran;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.payments.rules.Reason;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.store.StoredContent;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A seeder fetches what it is asked for in vain, and serves it when the creator is away. */
final class MirrorTest {
    private static final int BYTES = (2 << 20) + 77;
    private static final long QUOTA = 3L << 20;
    private static final long PRICE = 16_000_000_000_000_000L;

    @TempDir Path directory;

    private static StoredContent publish(Site site, Seller creator, Path file) throws Exception {
        return Works.publish(site.chain, creator, file, PRICE, 3_000, List.of());
    }

    private Path other() throws IOException {
        byte[] film = new byte[BYTES];
        new java.util.Random(17).nextBytes(film);
        return Files.write(directory.resolve("other"), film);
    }

    /** A peer that wants it and is told that it is not there. */
    private static void asksInVain(Buyer buyer, PeerAddress seeder, ContentId content)
            throws Exception {
        try (PeerClient client = buyer.connect(seeder)) {
            RefusedException why =
                    assertThrows(RefusedException.class, () -> client.manifest(content));
            assertEquals(Reason.UNKNOWN_CONTENT, why.why().reason());
        }
    }

    private static void awaitMirrored(Sluice seeder, ContentId content) throws Exception {
        String text = "";
        while (!text.startsWith(content + " is mirrored"))
            text = String.valueOf(seeder.await("note").get("text"));
    }

    private static long onDisk(Home home) throws IOException {
        try (Stream<Path> tree = Files.walk(home.directory().resolve("content"))) {
            long sum = 0;
            for (Path file : tree.filter(Files::isRegularFile).toList()) sum += Files.size(file);
            return sum;
        }
    }

    private static long number(Map<?, ?> row, String name) {
        return assertInstanceOf(Number.class, row.get(name)).longValue();
    }

    private static Map<?, ?> onlyWork(Home home, ContentId content) throws Exception {
        for (int i = 0; i < 500; i++) {
            Map<?, ?> status = Ran.of(Site.local(home, "status")).result();
            if (status.get("works") instanceof List<?> works
                    && works.size() == 1
                    && works.getFirst() instanceof Map<?, ?> work
                    && content.toString().equals(work.get("content"))
                    && Objects.equals(work.get("slices"), work.get("held"))) return status;
            Thread.sleep(20);
        }
        throw new AssertionError(Ran.of(Site.local(home, "status")).out());
    }

    @Test
    void whatIsAskedForIsFetchedWithinTheQuotaAndServedWithoutTheCreator() throws Exception {
        Path film = Samples.write(directory, BYTES);
        try (Site site = new Site(directory);
                Buyer buyer = new Buyer(site.chain)) {
            Home viewer = site.home("viewer");
            Home seeding = site.home("seeder");
            PeerAddress address;
            ContentId wanted;
            try (Seller creator = new Seller(site.chain, directory.resolve("creator"))) {
                wanted = publish(site, creator, film).id();
                ContentId before = publish(site, creator, other()).id();
                String from = creator.node.peerAddress().toString();
                Sluice seeder =
                        site.start(
                                seeding,
                                "seed",
                                "--mirror",
                                "--mirror-after",
                                "1",
                                "--peer",
                                from,
                                "--quota",
                                "3M");
                address = PeerAddress.parse(String.valueOf(seeder.await("ready").get("address")));
                asksInVain(buyer, address, before);
                awaitMirrored(seeder, before);
                asksInVain(buyer, address, wanted);
                awaitMirrored(seeder, wanted);
                Ran.of(site.on(viewer, "key", "buy", wanted.toString(), "--from", from)).result();
            }
            Map<?, ?> disk = assertInstanceOf(Map.class, onlyWork(seeding, wanted).get("disk"));
            assertEquals(QUOTA, number(disk, "quotaBytes"));
            long used = number(disk, "usedBytes");
            assertTrue(used > BYTES && used <= QUOTA, used + " counted");
            assertTrue(onDisk(seeding) <= used, onDisk(seeding) + " on disk, counted " + used);
            Path out = directory.resolve("out");
            String[] get = {"get", wanted.toString(), "--peer", "" + address, "-o", "" + out};
            Map<?, ?> result = Ran.of(site.on(viewer, get)).result();
            assertEquals(-1, Files.mismatch(film, out), "byte for byte");
            assertEquals(
                    Samples.fees(BYTES, 64 << 10, PRICE, 3_000).toString(), result.get("paid"));
        }
    }
}
