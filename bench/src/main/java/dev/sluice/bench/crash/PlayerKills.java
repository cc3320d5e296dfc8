package dev.sluice.bench.crash;

import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.money.Amount;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Kills of a player whose seller lives on. */
final class PlayerKills {
    private static final int KILLS_PER_PLAYER = 8;
    private static final int LATEST_OCCURRENCE = 6;
    private static final int NEVER = Integer.MAX_VALUE;
    private static final Set<String> HONEST_ENDS = Set.of("DONE", "BUDGET");
    private static final String CREDIT_LOST = "its credit is used up by slices that did not arrive";
    private static final int LONGEST_PLAY_MS = 1_500;

    private final Java java;
    private final Path directory;
    private final LocalChain chain;
    private final Amount price;
    private final SplittableRandom random;
    private final Findings findings;

    PlayerKills(
            Java java,
            Path directory,
            LocalChain chain,
            Amount price,
            SplittableRandom random,
            Findings findings) {
        this.java = java;
        this.directory = directory;
        this.chain = chain;
        this.price = price;
        this.random = random;
        this.findings = findings;
    }

    void run(int kills) throws Exception {
        try (Child seller = new Child(java, SellerChild.class, directory, Stage.ANY_TIME, NEVER)) {
            if (seller.line() == null) throw new IOException("the seller did not start");
            for (int done = 0, player = 1; done < kills; player++) {
                chain.fund(PlayerChild.wallet(player).address(), Amount.of(BigInteger.TEN.pow(20)));
                int until = Math.min(kills, done + KILLS_PER_PLAYER);
                for (; done < until; done++) kill(player, Stage.PLAYER[done % Stage.PLAYER.length]);
            }
        }
    }

    private void kill(int number, Stage stage) throws Exception {
        int occurrence = random.nextInt(1, LATEST_OCCURRENCE);
        try (Child player =
                new Child(java, PlayerChild.class, directory, number, price, stage, occurrence)) {
            int patience = stage == Stage.ANY_TIME ? random.nextInt(1, LONGEST_PLAY_MS) : NEVER;
            Thread reaper = killAfter(player, patience);
            String ended = player.line();
            reaper.interrupt();
            player.kill();
            if (ended == null) findings.killed(stage);
            else note(ended);
        }
        check(number);
    }

    /**
     * A playback that outran its kill. Its own crashes before may have used up, for good, what the
     * one seeder trusts it with (ADR 20); every other failure breaks a promise.
     */
    private void note(String ended) {
        String how = ended.split(" ", 3)[1];
        findings.ended(how);
        boolean creditLost = how.equals("NO_SEEDER") && ended.endsWith(CREDIT_LOST);
        findings.require(HONEST_ENDS.contains(how) || creditLost, ended);
    }

    private static Thread killAfter(Child player, int millis) {
        return Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                Thread.sleep(millis);
                                player.kill();
                            } catch (InterruptedException e) {
                                // it ended by itself
                            }
                        });
    }

    /** What the seller holds was promised before, and all of it stays within what may be spent. */
    private void check(int number) throws IOException {
        Home home = PlayerChild.home(directory, number);
        if (!home.hasChannels()) return;
        long[] held = new long[1];
        try (RocksChannelStore payer = home.channelsReadOnly();
                RocksChannelStore payee =
                        new Home(directory.resolve("seller")).channelsReadOnly()) {
            payer.forEachPayer(
                    record -> {
                        @Nullable Amount accepted =
                                payee.payee(record.channel()).map(r -> r.accepted()).orElse(null);
                        if (accepted == null) return;
                        held[0] += accepted.toLongSaturated();
                        findings.require(
                                accepted.compareTo(record.promised()) <= 0,
                                "promise: " + record.promised() + ", the payee holds " + accepted);
                    });
        }
        findings.require(
                held[0] <= price.toLongSaturated(),
                "--max-spend " + price + ", the payees hold " + held[0]);
    }
}
