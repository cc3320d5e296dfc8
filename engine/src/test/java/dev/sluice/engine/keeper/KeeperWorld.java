package dev.sluice.engine.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.ChannelRequest;
import dev.sluice.payments.ledger.Claim;
import dev.sluice.payments.ledger.InMemoryChain;
import dev.sluice.payments.ledger.InMemoryLedger;
import dev.sluice.payments.ledger.LedgerEvent;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A chain, payers who raise vouchers and leave, and a keeper whose requests are answered late, out
 * of order, by an endpoint that lags, or not at all; that crashes, and whose chain reorganises.
 */
final class KeeperWorld implements KeeperEffects {
    private static final int CHANNELS = 7;
    private static final int FINAL_DEPTH = 6;
    private static final long EXIT_DELAY = 20_000;
    private static final long RESERVE = 10_000;

    private final RandomGenerator random;
    private final InMemoryChain chain = new InMemoryChain(Samples.DOMAIN, 1, FINAL_DEPTH);
    private final InMemoryLedger payer = chain.ledger(Samples.PAYER);
    private final InMemoryLedger gas = chain.ledger(Samples.address(0x99));
    private final Map<ChannelId, Claim> durable = new TreeMap<>();
    private final Deque<LedgerEvent> news = new ArrayDeque<>();
    private final List<Runnable> tasks = new ArrayList<>();
    private final List<ChannelId> leaving = new ArrayList<>();
    private KeeperCore core;
    private int life;
    boolean faults;
    int wastedRows;
    int paidRows;

    KeeperWorld(RandomGenerator random, boolean faults) {
        this.random = random;
        this.faults = faults;
        this.core = new KeeperCore(settings());
        chain.fund(Samples.PAYER, Address.ZERO, Amount.of(RESERVE * CHANNELS));
        List<ChannelRequest> open = new ArrayList<>();
        for (int salt = 0; salt < CHANNELS; salt++)
            open.add(new ChannelRequest(channel(salt), Amount.of(RESERVE)));
        payer.open(Address.ZERO, Amount.of(RESERVE * CHANNELS), open).join();
        for (int i = 0; i <= FINAL_DEPTH; i++) chain.mine();
        var _ = payer.subscribe(payer.blockNumber(), news::add);
    }

    private static KeeperSettings settings() {
        return KeeperSettings.DEFAULT
                .withPolicy(
                        ClaimPolicy.DEFAULT
                                .withCoin(new TokenPolicy(Amount.of(500), TokenPolicy.COIN))
                                .withTimes(3_000, 1_000, 600))
                .withPace(Pace.DEFAULT.withBatches(3, 1));
    }

    private static final List<ChannelParameters> ALL =
            IntStream.range(0, CHANNELS).mapToObj(KeeperWorld::parameters).toList();
    private static final List<ChannelId> IDS = ALL.stream().map(Samples::id).toList();

    private static ChannelParameters channel(int salt) {
        return ALL.get(salt);
    }

    private static ChannelParameters parameters(int salt) {
        return new ChannelParameters(
                Samples.PAYER,
                Samples.SIGNER.address(),
                Samples.PAYEE,
                Address.ZERO,
                Bytes32.ZERO,
                EXIT_DELAY,
                Samples.bytes32(salt));
    }

    /** One thing happens, and time passes. */
    void step() {
        int dice = random.nextInt(100);
        if (dice < 30) raise();
        else if (dice < 32) leave();
        else if (faults && dice < 36) reorg();
        else if (faults && dice < 38) restart();
        pass(random.nextInt(20));
    }

    /** Time passes: payers finish what they may, answers arrive, the keeper ticks. */
    void pass(long seconds) {
        finishExits();
        chain.advance(seconds);
        runTasks();
        while (!news.isEmpty() && !(faults && random.nextInt(4) == 0))
            give(new KeeperEvent.Happened(news.poll()));
        give(new KeeperEvent.Tick());
    }

    private void raise() {
        int salt = random.nextInt(CHANNELS);
        ChannelParameters channel = channel(salt);
        ChannelId id = IDS.get(salt);
        if (leaving.contains(id)) return;
        Claim last = durable.get(id);
        long before = last == null ? 0 : last.voucher().cumulative().low();
        long after = Math.min(RESERVE, before + 1 + random.nextInt(300));
        if (after == before) return;
        SignedVoucher voucher = Samples.voucher(channel, after);
        if (isBad(salt)) voucher = new SignedVoucher(id, Amount.of(after), Samples.SIGNATURE);
        Claim claim = new Claim(channel, List.of(), voucher);
        durable.put(id, claim);
        give(last == null ? new KeeperEvent.Held(claim) : new KeeperEvent.Raised(voucher));
    }

    /** The contract will never take this channel's voucher. */
    private static boolean isBad(int salt) {
        return salt == 0;
    }

    private void leave() {
        ChannelId id = IDS.get(random.nextInt(CHANNELS));
        if (!leaving.contains(id)) leaving.add(id);
    }

    /** A payer who leaves starts again when a reorg took its exit back, and ends when it may. */
    private void finishExits() {
        for (int salt = 0; salt < CHANNELS; salt++) {
            ChannelParameters channel = channel(salt);
            ChannelOnChain state = payer.channel(IDS.get(salt));
            if (!leaving.contains(IDS.get(salt)) || state.isClosed()) continue;
            if (state.isOpen()) payer.startExit(channel).join();
            else if (chain.timeSeconds() >= state.exitAt()) payer.finishExit(channel).join();
        }
    }

    private void reorg() {
        int depth = Math.min(chain.deepestReorg(), 1 + random.nextInt(FINAL_DEPTH));
        chain.reorg(depth);
        for (int i = random.nextInt(3); i > 0; i--) chain.mine();
    }

    private void restart() {
        life++;
        core = new KeeperCore(settings());
        for (Claim claim : durable.values()) give(new KeeperEvent.Held(claim));
        news.clear();
    }

    private void runTasks() {
        for (int i = faults ? random.nextInt(4) : tasks.size(); i > 0 && !tasks.isEmpty(); i--)
            tasks.remove(faults ? random.nextInt(tasks.size()) : 0).run();
    }

    private void give(KeeperEvent event) {
        core.on(event, chain.timeSeconds(), this);
    }

    /** Answers to a life that has ended go nowhere. */
    private void answer(int to, KeeperEvent event) {
        if (to == life) give(event);
    }

    private boolean fails() {
        return faults && random.nextInt(6) == 0;
    }

    @Override
    public void read(ChannelId channel) {
        int to = life;
        tasks.add(
                () -> {
                    int lag = fails() ? random.nextInt(FINAL_DEPTH) : 0;
                    int depth = (int) (payer.blockNumber() - payer.finalBlock());
                    if (fails()) answer(to, new KeeperEvent.ReadFailed(channel, "no answer"));
                    else
                        answer(
                                to,
                                new KeeperEvent.OnChain(
                                        channel,
                                        payer.channel(channel, lag),
                                        payer.channel(channel, depth)));
                });
    }

    @Override
    public void claim(long batch, List<Claim> rows) {
        int to = life;
        assertTrue(rows.size() <= 3, "at most a batch");
        tasks.add(
                () -> {
                    if (fails()) {
                        answer(to, new KeeperEvent.BatchFailed(batch, false, "no answer"));
                        return;
                    }
                    boolean refused = rows.size() == 1 && !takes(rows.getFirst());
                    if (!refused) send(rows);
                    if (refused) answer(to, new KeeperEvent.BatchFailed(batch, true, "refused"));
                    else if (fails())
                        answer(to, new KeeperEvent.BatchFailed(batch, true, "answer lost"));
                    else answer(to, new KeeperEvent.BatchIncluded(batch));
                });
    }

    private boolean takes(Claim row) {
        ChannelOnChain state = payer.channel(row.voucher().channel());
        return !row.voucher().signature().equals(Samples.SIGNATURE)
                && !state.isClosed()
                && row.voucher().cumulative().compareTo(state.claimed()) > 0;
    }

    private void send(List<Claim> rows) {
        for (Claim row : rows) {
            boolean bad = row.voucher().signature().equals(Samples.SIGNATURE);
            if (takes(row)) paidRows++;
            else if (!bad) wastedRows++;
        }
        gas.claim(rows).join();
    }

    @Override
    public void forget(ChannelId channel) {
        ChannelOnChain settled =
                payer.channel(channel, (int) (payer.blockNumber() - payer.finalBlock()));
        assertTrue(settled.isClosed(), "forgotten before its end is final");
        durable.remove(channel);
    }

    @Override
    public void said(KeeperNote note) {}

    /** No more faults: whatever is under way is answered in order from now on. */
    void calm() {
        faults = false;
    }

    /** Every good voucher of a channel that is in exit, or of every channel, is paid (I9). */
    void assertPaid(boolean all) {
        for (Claim claim : durable.values()) {
            boolean bad = claim.voucher().signature().equals(Samples.SIGNATURE);
            if (bad || !(all || leaving.contains(claim.voucher().channel()))) continue;
            assertEquals(
                    claim.voucher().cumulative(),
                    payer.channel(claim.voucher().channel()).claimed(),
                    "I9: " + claim.voucher().channel());
        }
    }

    void leaveAll() {
        for (Claim claim : durable.values())
            if (!leaving.contains(claim.voucher().channel()))
                leaving.add(claim.voucher().channel());
    }
}
