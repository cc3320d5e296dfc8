package dev.sluice.bench.crash;

import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.PaymentWindow;
import dev.sluice.payments.store.PayeeRecord;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Kills of a seller that is streaming to an honest payer. */
final class SellerKills {
    private static final int KILLS_PER_PAYER = 20;
    private static final int LATEST_OCCURRENCE = 12;
    private static final long PATIENCE_MS = 4_000;
    private static final int LONGEST_STREAM_MS = 400;

    private final Java java;
    private final Path directory;
    private final LocalChain chain;
    private final ContentId content;
    private final Payer.Tariff tariff;
    private final SplittableRandom random;
    private final Findings findings;

    SellerKills(
            Java java,
            Path directory,
            LocalChain chain,
            ContentId content,
            Payer.Tariff tariff,
            SplittableRandom random,
            Findings findings) {
        this.java = java;
        this.directory = directory;
        this.chain = chain;
        this.content = content;
        this.tariff = tariff;
        this.random = random;
        this.findings = findings;
    }

    void run(int kills) throws Exception {
        for (int done = 0; done < kills; ) {
            try (Payer payer = payer()) {
                int until = Math.min(kills, done + KILLS_PER_PAYER);
                for (; done < until; done++) kill(payer, Stage.SELLER[done % Stage.SELLER.length]);
                findings.acknowledged(payer.bytes().acknowledged() / payer.bytes().unit());
                findings.require(
                        payer.refusals().isEmpty(),
                        "an honest payer was refused: " + payer.refusals());
            }
        }
    }

    private Payer payer() throws IOException {
        return new Payer(chain, SellerChild.wallet().address(), content, tariff);
    }

    private void kill(Payer payer, Stage stage) throws Exception {
        int occurrence = random.nextInt(1, LATEST_OCCURRENCE);
        long startNs = System.nanoTime();
        try (Child seller = new Child(java, SellerChild.class, directory, stage, occurrence)) {
            String ready = seller.line();
            if (ready == null) throw new IOException("the seller did not start");
            PeerAddress address = PeerAddress.parse(ready.substring("ready ".length()));
            stream(payer, seller, address, stage, startNs);
        }
        check(payer);
    }

    private void stream(Payer payer, Child seller, PeerAddress address, Stage stage, long startNs)
            throws Exception {
        long firstKey = payer.keys().received() / payer.keys().unit();
        try (Payer.Stream stream = payer.stream(address, firstKey)) {
            findings.restarted((System.nanoTime() - startNs) / 1_000_000, seller.cpuMillis());
            findings.killed(awaitOrKill(seller, stage));
            stream.awaitEnd(0);
        } catch (IOException e) {
            // the channel that is shown brings a voucher too: the seller may die of that one
            if (!seller.awaitKill(PATIENCE_MS)) throw e;
            findings.killed(stage);
        }
    }

    /** The stage itself when it was reached; otherwise the seller is killed at any time. */
    private Stage awaitOrKill(Child seller, Stage stage) throws InterruptedException {
        long patience =
                stage == Stage.ANY_TIME ? random.nextInt(1, LONGEST_STREAM_MS) : PATIENCE_MS;
        if (seller.awaitKill(patience)) return stage;
        seller.kill();
        return Stage.ANY_TIME;
    }

    private void check(Payer payer) {
        try (RocksChannelStore store = new Home(directory.resolve("seller")).channelsReadOnly()) {
            checkBytes(payer.bytes(), store.payee(payer.bytes().id()));
            checkKeys(payer.keys(), store.payee(payer.keys().id()), store);
        }
    }

    private void checkBytes(Payer.Till till, Optional<PayeeRecord> kept) {
        long accepted = accepted(kept);
        checkAcknowledged(till, accepted);
        long exposure = till.received() - accepted;
        long window =
                PaymentWindow.windowBaseUnits(
                        Amount.of(accepted), till.unit(), till.unit() * slicesPerMib());
        findings.payeeExposure(exposure);
        findings.require(
                exposure <= window, "I2: " + exposure + " served on credit, window " + window);
    }

    private static long slicesPerMib() {
        return 16;
    }

    private void checkKeys(Payer.Till till, Optional<PayeeRecord> kept, RocksChannelStore store) {
        checkAcknowledged(till, accepted(kept));
        AtomicLong released = new AtomicLong();
        store.forEachRelease(till.id(), part -> released.addAndGet(part.count()));
        long received = till.received() / till.unit();
        findings.require(
                released.get() >= Math.min(tariff.slices(), received),
                "I1: " + received + " keys came, " + released + " are on disk as released");
        long exposure = till.signed() - till.received();
        findings.payerExposure(exposure);
        findings.require(
                exposure <= till.unit(), "I3: " + exposure + " signed for keys that did not come");
    }

    private void checkAcknowledged(Payer.Till till, long accepted) {
        findings.require(
                accepted >= till.acknowledged(),
                "I1: acknowledged " + till.acknowledged() + ", on disk " + accepted);
        findings.require(
                accepted <= till.signed(), "I6: signed " + till.signed() + ", on disk " + accepted);
    }

    private static long accepted(Optional<PayeeRecord> kept) {
        return kept.map(record -> record.accepted().toLongSaturated()).orElse(0L);
    }
}
