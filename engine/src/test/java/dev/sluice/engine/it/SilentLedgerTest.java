package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.chain.local.AnvilSettings;
import dev.sluice.chain.local.DeploySettings;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.node.NodeStatus;
import dev.sluice.engine.payee.GateReport;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Reason;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.store.StoredContent;
import dev.sluice.streaming.wire.FrameType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose chain stops answering, and one that holds half of a work. */
final class SilentLedgerTest {
    private static final int SLICE = 64 << 10;
    private static final int SLICES = 16;
    private static final long PRICE = 16_000_000;
    private static final long FEE = PRICE / 16 / 4;
    private static final int EXIT_DELAY_SECONDS = 8;
    private static final int HELD = 4;

    @TempDir static Path directory;

    private static LocalChain chain;
    private static Seller creator;
    private static Seller seeder;
    private static Buyer buyer;
    private static ContentId work;

    @BeforeAll
    static void start() throws Exception {
        chain =
                LocalChain.start(
                        AnvilSettings.DEFAULT,
                        new DeploySettings(
                                Amount.ZERO, Duration.ofSeconds(EXIT_DELAY_SECONDS), false));
        creator = new Seller(chain, directory.resolve("creator"));
        seeder = new Seller(chain, directory.resolve("seeder"));
        Path film = Samples.write(directory, (long) SLICES * SLICE);
        StoredContent published = Works.publish(chain, creator, film, PRICE, 2_500, List.of());
        work = published.id();
        holdSome(published);
        buyer = new Buyer(chain);
    }

    /** A mirror that was broken off: the first slices only. */
    private static void holdSome(StoredContent published) throws Exception {
        StoredContent copy = seeder.contents.begin(published.manifestBytes());
        var tree = new dev.sluice.streaming.content.HashTree(published.geometry());
        for (long i = 0; i < HELD; i++)
            for (var page : tree.pathTo(i))
                copy.writePage(page, Objects.requireNonNull(published.page(page)));
        java.nio.ByteBuffer cipher = java.nio.ByteBuffer.allocate(2 * SLICE);
        for (long i = 0; i < HELD; i++) {
            int length = published.read(i, cipher.clear());
            copy.writeVerified(i, cipher.array(), 0, length);
        }
        copy.force();
    }

    @AfterAll
    static void stop() throws Exception {
        buyer.close();
        seeder.close();
        creator.close();
        chain.close();
    }

    private ChannelParameters channel() {
        return buyer.open(seeder.wallet.address(), List.of(), Amount.of(40 * FEE));
    }

    @Test
    void nobodyPaysAPartialMirrorForWhatItDoesNotHold() throws Exception {
        ChannelParameters channel = channel();
        try (Talk talk = buyer.talk(seeder.node.peerAddress())) {
            talk.client.attach(buyer.attach(channel, List.of(), null));
            for (long i = HELD; i < HELD + 3; i++)
                Talk.assertRefused(Reason.NOT_HELD, talk.slice(work, i, buyer.id(channel), null));
            assertEquals(Amount.ZERO, row(channel).served(), "nothing was charged");
            Talk.Answer answer = talk.slice(work, 0, buyer.id(channel), null);
            assertEquals(FrameType.SLICE, answer.type());
            assertEquals(Amount.of(FEE), row(channel).served());
        }
    }

    private static GateReport.Row row(ChannelParameters channel) throws Exception {
        return status().gate().recent().stream()
                .filter(row -> row.channel().equals(buyer.id(channel)))
                .findFirst()
                .orElseThrow();
    }

    private static NodeStatus status() throws Exception {
        return seeder.node.status(10).get(10, TimeUnit.SECONDS);
    }

    private static NodeStatus await(Predicate<NodeStatus> wanted) throws Exception {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        NodeStatus status = status();
        while (!wanted.test(status) && System.nanoTime() < endNs) {
            Thread.sleep(20);
            status = status();
        }
        assertTrue(wanted.test(status), status.toString());
        return status;
    }

    @Test
    void aChainThatIsHeldStopsCreditAndGivesItBackWhenItGoesOn_T10() throws Exception {
        ChannelParameters channel = channel();
        try (Talk talk = buyer.talk(seeder.node.peerAddress())) {
            talk.client.attach(buyer.attach(channel, List.of(), null));
            Amount two = Amount.of(2 * FEE);
            serves(talk, channel, two);
            signal("-STOP");
            NodeStatus silent = await(s -> s.gate().creditStopped());
            assertTrue(silent.ledger().silentMillis() >= EXIT_DELAY_SECONDS * 250, silent + "");
            serves(talk, channel, two);
            Talk.assertRefused(
                    Reason.LEDGER_UNAVAILABLE, talk.slice(work, 2, buyer.id(channel), null));
            Talk.assertRefused(
                    Reason.LEDGER_UNAVAILABLE,
                    talk.slice(
                            work,
                            2,
                            buyer.id(channel),
                            buyer.voucher(channel, Amount.of(9 * FEE))));
            assertEquals(two, row(channel).accepted());
            signal("-CONT");
            NodeStatus back = await(s -> !s.gate().creditStopped());
            assertTrue(back.ledger().silentMillis() < EXIT_DELAY_SECONDS * 250, back + "");
            serves(talk, channel, Amount.of(9 * FEE));
            assertNull(seeder.failure.get());
        } finally {
            signal("-CONT");
        }
        assertFalse(status().gate().creditStopped());
    }

    private static void serves(Talk talk, ChannelParameters channel, Amount paid) throws Exception {
        Talk.Answer answer = talk.slice(work, 1, buyer.id(channel), buyer.voucher(channel, paid));
        assertEquals(FrameType.SLICE, answer.type(), () -> answer.refused().toString());
    }

    /** To the chain's process, the only one of its kind below this one. */
    private static void signal(String signal) throws Exception {
        for (ProcessHandle child : ProcessHandle.current().descendants().toList())
            if (child.info().command().orElse("").contains("anvil"))
                assertEquals(
                        0, new ProcessBuilder("kill", signal, "" + child.pid()).start().waitFor());
    }
}
