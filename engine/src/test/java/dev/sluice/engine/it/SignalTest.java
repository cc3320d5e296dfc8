package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.cli.Ran;
import dev.sluice.engine.node.Home;
import dev.sluice.payments.money.Amount;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Told to stop, a command leaves nothing running and nothing lying about. */
final class SignalTest {
    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"chain", "publish", "stream"})
    void anInterruptedDemoLeavesNothing(String phase) throws Exception {
        Path film = Samples.write(directory, 24L << 20);
        try (Sluice demo = Sluice.start(directory, "demo", film.toString(), "--json")) {
            while (!phase.equals(demo.await("phase").get("phase"))) Thread.onSpinWait();
            Thread.sleep(100);
            List<ProcessHandle> children = demo.handle().descendants().toList();
            assertFalse(phase.equals("stream") && children.isEmpty(), "no Anvil was seen");
            assertEquals(130, demo.interrupt(), demo.errors());
            assertAllGone(children);
            assertFalse(demo.errors().contains("fault in sluice"), demo.errors());
            assertFalse(demo.errors().contains("Exception"), demo.errors());
            assertEquals(List.of(), left("sluice-demo-"));
        }
    }

    @Test
    void aStoppedChainTakesItsFileAndItsAnvilWithIt() throws Exception {
        Path file = directory.resolve("chain.json");
        try (Sluice chain =
                Sluice.start(
                        directory, "chain", "--port", "0", "--chain", file.toString(), "--json")) {
            Map<?, ?> ready = chain.await("ready");
            assertEquals(31_337, ready.get("chainId"));
            assertTrue(Files.exists(file));
            List<ProcessHandle> children = chain.handle().descendants().toList();
            assertFalse(children.isEmpty());
            assertEquals(143, chain.terminate());
            assertAllGone(children);
            assertFalse(Files.exists(file));
        }
    }

    /** kill -9: the file stays, Anvil does not. */
    @Test
    void aKilledChainLeavesNoAnvil() throws Exception {
        Path file = directory.resolve("chain.json");
        try (Sluice chain =
                Sluice.start(
                        directory, "chain", "--port", "0", "--chain", file.toString(), "--json")) {
            chain.await("ready");
            List<ProcessHandle> children = chain.handle().descendants().toList();
            chain.kill();
            assertAllGone(children);
        }
    }

    /** The player leaves after a mebibyte: the rest is not paid for. */
    @Test
    void aPlayerThatLeavesIsNotPaidForTheRest() throws Exception {
        try (Site site = new Site(directory);
                Seller creator = new Seller(site.chain, directory.resolve("creator"))) {
            Path film = Samples.write(directory, 48L << 20);
            var work = Works.publish(site.chain, creator, film, 16_000_000, 3_000, List.of());
            String peer = creator.node.peerAddress().toString();
            Sluice play =
                    site.raw(
                            site.home("payer"),
                            "play",
                            work.id().toString(),
                            "--peer",
                            peer,
                            "-o",
                            "-");
            try (InputStream player = play.stdout()) {
                player.readNBytes(1 << 20);
            }
            assertEquals(1, play.awaitExit(), play.errors());
            Map<?, ?> result = Lines.last(play.errors(), "result");
            assertEquals(false, result.get("ok"));
            long paid = Long.parseLong(String.valueOf(result.get("paid")));
            long price = Long.parseLong(String.valueOf(result.get("price")));
            assertTrue(paid < price / 2, "paid " + paid + " of " + price);
            Map<?, ?> error = Lines.last(play.errors(), "error");
            assertTrue(String.valueOf(error.get("message")).contains("Broken pipe"), play.errors());
        }
    }

    /**
     * A payer that was killed goes on with its channels, and pays the next time what that costs.
     */
    @Test
    void aKilledPayerPaysNothingTwice() throws Exception {
        try (Site site = new Site(directory);
                Seller creator = new Seller(site.chain, directory.resolve("creator"))) {
            Path film = Samples.write(directory, 16L << 20);
            var work = Works.publish(site.chain, creator, film, 16_000_000, 3_000, List.of());
            Home payer = site.home("payer");
            String peer = creator.node.peerAddress().toString();
            String[] play = {"play", work.id().toString(), "--peer", peer, "-o", "-"};
            Sluice killed = site.raw(payer, play);
            SlowReader.start(killed.stdout(), 4L << 20).awaitBytes(2L << 20);
            killed.kill();
            Amount before = accepted(creator);
            assertTrue(before.compareTo(Amount.ZERO) > 0);
            play[5] = directory.resolve("out").toString();
            Map<?, ?> result = Ran.of(site.on(payer, play)).result();
            assertEquals(-1, Files.mismatch(film, directory.resolve("out")));
            Amount paid = Amount.parse(String.valueOf(result.get("paid")));
            assertTrue(before.plus(paid).compareTo(accepted(creator)) <= 0);
            long shares = Long.parseLong(String.valueOf(result.get("price"))) / 10 * 7;
            assertEquals(Amount.of(shares), keysSold(creator), "no key is paid twice");
            assertEquals(2, Ran.of(site.on(payer, "channel", "ls")).objects().size());
        }
    }

    private static Amount keysSold(Seller seller) {
        List<Amount> sold = new ArrayList<>();
        seller.channels.forEachPayee(
                r -> seller.channels.forEachRelease(r.channel(), _ -> sold.add(r.accepted())));
        return sold.getFirst();
    }

    private static Amount accepted(Seller seller) {
        List<Amount> sum = new ArrayList<>(List.of(Amount.ZERO));
        seller.channels.forEachPayee(r -> sum.set(0, sum.getFirst().plus(r.accepted())));
        return sum.getFirst();
    }

    private static void assertAllGone(List<ProcessHandle> children) throws Exception {
        for (ProcessHandle child : children) child.onExit().get(10, TimeUnit.SECONDS);
    }

    private List<String> left(String prefix) throws Exception {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(p -> String.valueOf(p.getFileName()))
                    .filter(name -> name.startsWith(prefix))
                    .toList();
        }
    }
}
