package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.cli.Ran;
import dev.sluice.engine.demo.Sha256Text;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.store.PayeeRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed with -9 in the middle of a stream, and what is left of the money. */
final class KillTest {
    private static final long FILM_BYTES = 24L << 20;

    /** More than the 8 MiB that a ring of 64 slices holds, so that much is still to come. */
    private static final long KILL_AT = 6L << 20;

    private static final long WAIT_AT = 14L << 20;

    @TempDir static Path directory;

    private static Site site;
    private static Path film;
    private static Home creatorHome;
    private static Home seederHome;
    private static Home otherHome;
    private static Sluice creator;
    private static Sluice seeder;
    private static Sluice other;
    private static String link;
    private static String seederAddress;
    private static String otherAddress;

    @BeforeAll
    static void start() throws Exception {
        site = new Site(directory);
        Path sample = Samples.write(directory, FILM_BYTES);
        film = Files.move(sample, directory.resolve("film.mp4"));
        creatorHome = site.home("creator");
        seederHome = site.home("seeder");
        otherHome = site.home("other");
        creator = site.start(creatorHome, "run", "--role", "creator");
        creator.await("ready");
        String[] publish = {"publish", film.toString(), "--price", "0.016"};
        link = String.valueOf(Ran.of(site.on(creatorHome, publish)).result().get("link"));
        seeder = site.start(seederHome, "seed", link);
        other = site.start(otherHome, "seed", link);
        seederAddress = String.valueOf(seeder.await("ready").get("address"));
        otherAddress = String.valueOf(other.await("ready").get("address"));
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void killedInMidStreamNothingIsLostAndNobodyIsPaidTwice() throws Exception {
        seederDies();
        keyServiceDies();
        theOnlySeederDies();
        stoppedInOrderTheyClaim();
    }

    private void seederDies() throws Exception {
        Playing playing = play("first", seederAddress, otherAddress);
        playing.awaitBytes(KILL_AT);
        seeder.kill();
        Map<ChannelId, Amount> before = accepted(seederHome);
        playing.awaitBytes(WAIT_AT);
        seeder = site.start(seederHome, "seed", link);
        assertEquals(seederAddress, seeder.await("ready").get("address"));
        playing.finish();
        assertKept(before, accepted(seederHome));
    }

    private void keyServiceDies() throws Exception {
        Playing playing = play("second", seederAddress, otherAddress);
        playing.awaitBytes(KILL_AT);
        creator.kill();
        Map<ChannelId, Amount> before = accepted(creatorHome);
        creator = site.start(creatorHome, "run", "--role", "creator");
        creator.await("ready");
        playing.finish();
        assertKept(before, accepted(creatorHome));
    }

    private void theOnlySeederDies() throws Exception {
        Playing playing = play("third", otherAddress);
        playing.awaitBytes(KILL_AT);
        other.kill();
        Map<ChannelId, Amount> before = accepted(otherHome);
        other = site.start(otherHome, "seed", link);
        other.await("ready");
        playing.finish();
        assertKept(before, accepted(otherHome));
    }

    /** All films were paid once: what the payees hold is what they cost, and what is claimed. */
    private void stoppedInOrderTheyClaim() throws Exception {
        Amount price = Amount.of(Samples.price(FILM_BYTES, 128 << 10, 16_000_000_000_000_000L));
        Amount sum = Amount.ZERO;
        for (Home home : List.of(creatorHome, seederHome, otherHome)) {
            Map<?, ?> running = earnings(home);
            assertEquals("0", running.get("claimed"), "claimed while it runs");
            sum = sum.plus(Amount.parse(String.valueOf(running.get("vouchers"))));
        }
        assertEquals(price.times(3), sum, "what all payees hold");
        for (Sluice node : List.of(creator, seeder, other)) assertEquals(143, node.terminate());
        for (Home home : List.of(creatorHome, seederHome, otherHome)) {
            Map<?, ?> stopped = earnings(home);
            assertEquals(stopped.get("vouchers"), stopped.get("claimed"));
            assertEquals(stopped.get("claimed"), stopped.get("withdrawable"));
            assertEquals("0", stopped.get("unclaimed"));
        }
    }

    private static Map<?, ?> earnings(Home home) {
        Map<?, ?> earnings = Ran.of(site.on(home, "earn", "show")).result();
        assertEquals(
                List.of(
                        "type",
                        "address",
                        "token",
                        "channels",
                        "vouchers",
                        "claimed",
                        "unclaimed",
                        "withdrawable"),
                new ArrayList<>(earnings.keySet()));
        return earnings;
    }

    private static Map<ChannelId, Amount> accepted(Home home) {
        Map<ChannelId, Amount> accepted = new java.util.HashMap<>();
        try (RocksChannelStore store = home.channelsReadOnly()) {
            store.forEachPayee((PayeeRecord r) -> accepted.put(r.channel(), r.accepted()));
        }
        return accepted;
    }

    private static void assertKept(Map<ChannelId, Amount> before, Map<ChannelId, Amount> after) {
        assertFalse(before.isEmpty());
        before.forEach(
                (channel, amount) ->
                        assertTrue(
                                after.getOrDefault(channel, Amount.ZERO).compareTo(amount) >= 0,
                                "I1: " + channel + " had " + amount + ": " + after));
    }

    private static Playing play(String name, String... peers) throws Exception {
        Home home = site.home(name);
        List<String> command = new ArrayList<>(List.of("play", link, "-o", "-"));
        for (String peer : peers) command.addAll(List.of("--peer", peer));
        return new Playing(home, site.raw(home, command.toArray(String[]::new)));
    }

    /** A player that takes 8 MiB/s, and what it got. */
    private static final class Playing {
        private final Home home;
        private final Sluice sluice;
        private final SlowReader player;

        Playing(Home home, Sluice sluice) {
            this.home = home;
            this.sluice = sluice;
            this.player = SlowReader.start(sluice.stdout(), 8L << 20);
        }

        void awaitBytes(long bytes) throws Exception {
            player.awaitBytes(bytes);
        }

        void finish() throws Exception {
            assertEquals(0, sluice.awaitExit(), sluice.errors());
            assertEquals(Sha256Text.of(film), player.sha256());
            Map<?, ?> result = Lines.last(sluice.errors(), "result");
            assertEquals(true, result.get("ok"));
            assertEquals(result.get("price"), result.get("paid"), sluice.errors());
            assertEquals(Amount.parse(String.valueOf(result.get("paid"))), acknowledged());
        }

        private Amount acknowledged() {
            List<Amount> sum = new ArrayList<>(List.of(Amount.ZERO));
            try (RocksChannelStore store = home.channelsReadOnly()) {
                store.forEachPayer(r -> sum.set(0, sum.getFirst().plus(r.agreed())));
            }
            return sum.getFirst();
        }
    }
}
