package dev.sluice.engine.sim;

import dev.sluice.engine.keeper.ClaimPolicy;
import dev.sluice.engine.keeper.GasCosts;
import dev.sluice.engine.keeper.KeeperCore;
import dev.sluice.engine.keeper.KeeperEffects;
import dev.sluice.engine.keeper.KeeperEvent;
import dev.sluice.engine.keeper.KeeperNote;
import dev.sluice.engine.keeper.KeeperSettings;
import dev.sluice.engine.keeper.Pace;
import dev.sluice.engine.keeper.TokenPolicy;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.Claim;
import dev.sluice.payments.ledger.InMemoryChain;
import dev.sluice.payments.ledger.LedgerEvent;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.store.PayeeRecord;
import java.util.List;
import java.util.TreeMap;

/** The keeper of a seller: its core, over the seller's disk, clock and ledger. */
final class SimKeeper implements KeeperEffects {
    private static final long MS = 1_000_000;
    private static final long SECOND_NS = 1_000 * MS;
    private static final long BLOCKS_NS = 2_000 * MS;

    private final SimSeller seller;
    private final SimLedger ledger;
    private final KeeperCore core;
    private long skewSeconds;
    private boolean dead;

    SimKeeper(SimSeller seller, SimLedger ledger) {
        this.seller = seller;
        this.ledger = ledger;
        this.core = new KeeperCore(settings(seller.world));
    }

    private static KeeperSettings settings(World world) {
        TreeMap<Address, TokenPolicy> tokens = new TreeMap<>();
        long claimAt = 1 + world.random.nextLong(1 + world.plan.price().total().toLongSaturated());
        tokens.put(Cast.TOKEN, new TokenPolicy(Amount.of(claimAt), Amount.ZERO));
        ClaimPolicy policy = new ClaimPolicy(TokenPolicy.OF_COIN, tokens, 30, 8, 5);
        int rows = 1 + world.random.nextInt(4);
        return new KeeperSettings(policy, GasCosts.MEASURED, new Pace(rows, 1, 8, 1, 4, 2, 10));
    }

    /** From the disk; the core has nothing. */
    void start() {
        seller.store().forEachPayee(this::hold);
        tick();
    }

    private void hold(PayeeRecord record) {
        record.voucher()
                .ifPresent(
                        voucher ->
                                on(
                                        new KeeperEvent.Held(
                                                new Claim(
                                                        record.parameters(),
                                                        record.split(),
                                                        voucher))));
    }

    private void on(KeeperEvent event) {
        World world = seller.world;
        if (dead || world.has(Bug.NEVER_CLAIMS)) return;
        long seconds = world.agenda.nowNs() / SECOND_NS;
        core.on(event, InMemoryChain.START_SECONDS + seconds + skewSeconds, this);
    }

    private void tick() {
        seller.after(SECOND_NS, this::tick);
        World world = seller.world;
        if (world.faults.chance(5_000)) {
            skewSeconds += world.random.nextLong(7_200) - 3_600;
            world.note(Happening.CLOCK_JUMPED, seller.number, skewSeconds, 1);
        }
        on(new KeeperEvent.Tick());
    }

    /** A voucher is durable. */
    void raised(SignedVoucher voucher) {
        seller.after(0, () -> seller.store().payee(voucher.channel()).ifPresent(this::hold));
    }

    void happened(LedgerEvent event) {
        if (event instanceof LedgerEvent.Reorg) dead = seller.world.has(Bug.LOSES_CLAIMS_IN_REORGS);
        on(new KeeperEvent.Happened(event));
    }

    void settleNow(ChannelId channel) {
        on(new KeeperEvent.SettleNow(channel));
    }

    private long latency() {
        return MS + seller.world.random.nextLong(100 * MS);
    }

    @Override
    public void read(ChannelId channel) {
        seller.after(latency(), () -> on(answer(channel)));
    }

    private KeeperEvent answer(ChannelId channel) {
        try {
            ChannelOnChain head = ledger.channel(channel);
            ChannelOnChain settled = ledger.channel(channel, InMemoryChain.FINAL_DEPTH);
            return new KeeperEvent.OnChain(channel, head, settled);
        } catch (LedgerException silent) {
            return new KeeperEvent.ReadFailed(channel, "silent");
        }
    }

    @Override
    public void claim(long batch, List<Claim> rows) {
        seller.after(latency(), () -> send(batch, rows));
    }

    private void send(long batch, List<Claim> rows) {
        try {
            var _ = ledger.claim(rows).join();
            seller.after(BLOCKS_NS, () -> on(new KeeperEvent.BatchIncluded(batch)));
        } catch (LedgerException silent) {
            boolean reachable = seller.world.chain.isExpensive();
            on(new KeeperEvent.BatchFailed(batch, reachable, "not sent"));
        }
    }

    @Override
    public void forget(ChannelId channel) {}

    @Override
    public void said(KeeperNote note) {
        if (note instanceof KeeperNote.Lost)
            seller.world.note(Happening.CLAIM_LOST, seller.number, 0, 0);
    }
}
