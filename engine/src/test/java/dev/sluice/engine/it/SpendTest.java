package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.cli.Ran;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.money.Decimals;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.KeyPurchase;
import dev.sluice.payments.store.PayeeRecord;
import dev.sluice.payments.store.PromiseMarks;
import dev.sluice.streaming.store.StoredContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a payer spends on a work over many processes, those that are killed included. */
final class SpendTest {
    private static final long PRICE_PER_MIB = 16_000_000;
    private static final int KILLS = 3;
    private static final Amount NO_LIMIT = Amount.of(1L << 40);

    @TempDir Path directory;

    @Test
    void killedAgainAndAgainNothingBeyondTheLimitCanBeClaimed() throws Exception {
        try (Site site = new Site(directory);
                Seller creator = new Seller(site.chain, directory.resolve("creator"))) {
            // each player fetches 4 MiB ahead of what it has shown, and may have paid for them
            StoredContent work = publish(site, creator, 16);
            Home payer = site.home("payer");
            Amount limit = Amount.of(16 * PRICE_PER_MIB + 1);
            for (int i = 0; i < KILLS; i++) {
                String[] play = play(work, creator, "-", limit);
                Sluice killed = site.raw(payer, play);
                SlowReader.start(killed.stdout(), 2L << 20).awaitBytes(1L << 18);
                killed.kill();
                checkSpend(payer, work, creator, limit);
            }
            Path out = directory.resolve("out");
            Ran.of(site.on(payer, play(work, creator, out.toString(), limit)))
                    .failed(8, "of at most " + limit, "--max-spend", "is spent on this work");
            checkSpend(payer, work, creator, limit);
            Amount claimable = accepted(creator);
            Ran.of(site.on(payer, play(work, creator, out.toString(), limit))).failed(8);
            assertTrue(accepted(creator).minus(claimable).compareTo(Amount.of(PRICE_PER_MIB)) < 0);
            checkSpend(payer, work, creator, limit);
            Amount enough = limit.times(3);
            Ran.of(site.on(payer, play(work, creator, out.toString(), enough))).result();
            assertEquals(16L << 20, Files.size(out));
            checkSpend(payer, work, creator, enough);
        }
    }

    @Test
    void aWorkThatIsPlayedTwicePaysForItsKeysOnce() throws Exception {
        try (Site site = new Site(directory);
                Seller creator = new Seller(site.chain, directory.resolve("creator"))) {
            StoredContent work = publish(site, creator, 4);
            Home payer = site.home("payer");
            playAll(site, payer, work, creator);
            Amount once = keysSold(creator);
            assertEquals(Amount.of(4 * PRICE_PER_MIB / 10 * 7), once);
            playAll(site, payer, work, creator);
            assertEquals(once, keysSold(creator), "the creator's channel pays 0 more");
        }
    }

    /**
     * A kill right after a window of keys was paid: as far as the disk knows none of them came, so
     * all of the window is owed (I3). They are fetched first, and the next work is played.
     */
    @Test
    void keysThatAKilledPlaybackPaidForDoNotBlockAnotherWorkOfTheCreator() throws Exception {
        try (Site site = new Site(directory);
                Seller creator = new Seller(site.chain, directory.resolve("creator"))) {
            StoredContent killed = publish(site, creator, 4);
            StoredContent next = publish(site, creator, 3);
            Home payer = site.home("payer");
            playAll(site, payer, killed, creator);
            Amount keys = keysSold(creator);
            forgetTheLastWindow(payer, killed, Bytes32.of(killed.id().digest()));
            playAll(site, payer, next, creator);
            Amount price = Amount.of(3 * PRICE_PER_MIB / 10 * 7);
            assertEquals(keys.plus(price), keysSold(creator), "paid once");
            Bytes32 gone = new Bytes32(1, 2, 3, 4);
            forgetTheLastWindow(payer, next, gone);
            StoredContent third = publish(site, creator, 2);
            String out = directory.resolve("third").toString();
            Ran.of(site.on(payer, play(third, creator, out, NO_LIMIT)))
                    .failed(7, "EXPOSURE_LIMIT", "have not come", "its creator's node");
            assertEquals(keys.plus(price), keysSold(creator), "and nothing is paid");
        }
    }

    /**
     * What the disk says when the process dies before it notes that keys have come: the last ones
     * of the work, said to be those of that content.
     */
    private static void forgetTheLastWindow(Home payer, StoredContent work, Bytes32 content) {
        Amount window = Amount.of(PRICE_PER_MIB / 10 * 7);
        long slices = (1L << 20) / work.geometry().sliceBytes();
        List<KeyPurchase> bought = new ArrayList<>();
        try (RocksChannelStore store = payer.channels();
                ChannelStore.Batch batch = store.batch()) {
            store.forEachPurchase(Bytes32.of(work.id().digest()), bought::add);
            KeyPurchase last = bought.getLast();
            PromiseMarks marks = store.payer(last.channel()).orElseThrow().marks();
            batch.promise(
                    last.channel(),
                    new PromiseMarks(
                            marks.promised(), marks.agreed(), window, content, marks.counted()));
            batch.put(
                    new KeyPurchase(
                            content,
                            last.channel(),
                            last.first(),
                            last.count(),
                            last.count() - slices));
            batch.commit();
        }
    }

    /** The backup knows nothing of the second half, nor that anything was signed for it. */
    @Test
    void anOldBackupOfThePayerIsHarmless_I6() throws Exception {
        try (Site site = new Site(directory);
                Seller creator = new Seller(site.chain, directory.resolve("creator"))) {
            StoredContent work = publish(site, creator, 4);
            Home payer = site.home("payer");
            Sluice killed = site.raw(payer, play(work, creator, "-", NO_LIMIT));
            SlowReader.start(killed.stdout(), 1L << 20).awaitBytes(1L << 18);
            killed.kill();
            Path backup = directory.resolve("backup");
            copy(payer.directory(), backup);
            playAll(site, payer, work, creator);
            Amount keys = keysSold(creator);
            delete(payer.directory());
            copy(backup, payer.directory());
            // its reserve is reckoned from the old state and may run short: then this one heals it
            var _ = Ran.of(site.on(payer, play(work, creator, directory + "/short", NO_LIMIT)));
            playAll(site, payer, work, creator);
            assertEquals(keys, keysSold(creator), "keys that the lost state bought are free");
        }
    }

    /** The payer shows its last voucher on connecting: nothing that was paid is lost. */
    @Test
    void anOldBackupOfThePayeeIsHarmless_I6() throws Exception {
        Path home = directory.resolve("creator");
        Path backup = directory.resolve("backup");
        try (Site site = new Site(directory)) {
            Home payer = site.home("payer");
            StoredContent work;
            Amount keys;
            Seller creator = new Seller(site.chain, home);
            try (creator) {
                // more than the 4 MiB that a player fetches ahead, so that keys are left to buy
                work = publish(site, creator, 6);
                Sluice killed = site.raw(payer, play(work, creator, "-", NO_LIMIT));
                SlowReader.start(killed.stdout(), 1L << 20).awaitBytes(1L << 18);
                killed.kill();
            }
            copy(home, backup);
            try (Seller again = new Seller(site.chain, home, creator.wallet)) {
                playAll(site, payer, work, again);
                keys = keysSold(again);
            }
            delete(home);
            copy(backup, home);
            try (Seller old = new Seller(site.chain, home, creator.wallet)) {
                assertTrue(keysSold(old).compareTo(keys) < 0, "it forgot");
                playAll(site, payer, work, old);
                assertEquals(keys, keysSold(old), "the payer has shown it, and pays no key twice");
            }
        }
    }

    private StoredContent publish(Site site, Seller creator, int mib) throws Exception {
        Path film = Samples.write(directory, (long) mib << 20);
        return Works.publish(site.chain, creator, film, PRICE_PER_MIB, 3_000, List.of());
    }

    private static String[] play(StoredContent work, Seller creator, String out, Amount limit) {
        return new String[] {
            "play",
            "--no-store",
            work.id().toString(),
            "--peer",
            creator.node.peerAddress().toString(),
            "-o",
            out,
            "--max-spend",
            Decimals.ETHER.print(limit)
        };
    }

    private void playAll(Site site, Home payer, StoredContent work, Seller creator)
            throws Exception {
        Path out = directory.resolve("played");
        String[] play = play(work, creator, out.toString(), NO_LIMIT);
        Map<?, ?> result = Ran.of(site.on(payer, play)).result();
        assertEquals(true, result.get("ok"), result.toString());
        assertEquals(work.geometry().contentBytes(), Files.size(out));
    }

    /** What the payees hold is what can be claimed. */
    private static void checkSpend(Home payer, StoredContent work, Seller creator, Amount limit) {
        List<Amount> spent = new ArrayList<>(List.of(Amount.ZERO));
        try (RocksChannelStore store = payer.channelsReadOnly()) {
            store.forEachSpend(
                    Bytes32.of(work.id().digest()),
                    row -> spent.set(0, spent.getFirst().plus(row.spent())));
        }
        Amount claimable = accepted(creator);
        assertTrue(claimable.compareTo(spent.getFirst()) <= 0, claimable + " of " + spent);
        assertTrue(spent.getFirst().compareTo(limit) <= 0, spent + " of " + limit);
    }

    private static Amount accepted(Seller seller) {
        List<Amount> sum = new ArrayList<>(List.of(Amount.ZERO));
        seller.channels.forEachPayee(r -> sum.set(0, sum.getFirst().plus(r.accepted())));
        return sum.getFirst();
    }

    private static Amount keysSold(Seller seller) {
        List<Amount> sold = new ArrayList<>(List.of(Amount.ZERO));
        seller.channels.forEachPayee(r -> sold.add(keysSold(seller, r)));
        return sold.stream().reduce(Amount.ZERO, Amount::max);
    }

    private static Amount keysSold(Seller seller, PayeeRecord record) {
        List<Object> releases = new ArrayList<>();
        seller.channels.forEachRelease(record.channel(), releases::add);
        return releases.isEmpty() ? Amount.ZERO : record.accepted();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) Files.copy(path, to.resolve(from.relativize(path)));
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList())
                Files.delete(path);
        }
    }
}
