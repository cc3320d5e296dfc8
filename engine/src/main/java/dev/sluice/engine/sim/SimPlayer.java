package dev.sluice.engine.sim;

import dev.sluice.engine.consumer.ChannelBook;
import dev.sluice.engine.consumer.ChannelWant;
import dev.sluice.engine.session.Effects.Failure;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.PaymentWindow;
import dev.sluice.payments.store.PayerRecord;
import dev.sluice.payments.store.PromiseMarks;
import dev.sluice.payments.terms.WorkPrice;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who plays and pays: finds its channels, plays, starts again where it stopped, and closes what it
 * opened. The place in the work is the user's to remember, everything else the disk's.
 */
@SuppressWarnings("EnumOrdinal") // numbers of this run alone
final class SimPlayer extends SimNode {
    private static final long MS = 1_000_000;
    private static final int TRIES = 6;
    private static final int CALM_TRIES = 12;

    private final SecretKey wallet;
    private final SimLedger ledger;
    private final SimCloser closer;
    private SimStore.Disk disk = new SimStore.Disk();
    private SimStore.Disk backup = new SimStore.Disk();
    private SimStore store;
    private @Nullable PlayerSession session;
    private long bookmark;
    private int tries;
    private int calmTries;
    private boolean refused;

    SimPlayer(World world, int number) {
        super(world, number);
        this.wallet = Cast.wallet(number);
        this.ledger = new SimLedger(this, world.chain.account(number));
        this.store = new SimStore(this, disk);
        this.closer = new SimCloser(this, ledger, wallet);
    }

    SimStore store() {
        return store;
    }

    long bookmark() {
        return bookmark;
    }

    /**
     * The last playback said why it cannot go on: the limit is reached, or no seeder is left, or
     * nothing comes from those that are left; the latter two while there is no honest one that the
     * payer may trust with one more slice (I3), which the checker has counted too.
     */
    boolean isRefused() {
        return refused;
    }

    void delivered(long slice) {
        bookmark = Math.max(bookmark, slice + 1);
    }

    /** Has it all, or has given up. */
    boolean isOver() {
        if (bookmark == world.plan.price().slices()) return true;
        return world.faults.calm() ? calmTries >= CALM_TRIES : tries >= TRIES;
    }

    /** Will not play again: what a channel is released for cannot be taken back. */
    boolean isDone() {
        return isOver() && (world.faults.calm() || bookmark == world.plan.price().slices());
    }

    void backUp() {
        backup = disk.copy();
    }

    /** An old copy knows every channel, but not what was promised since. */
    @Override
    void beforeRestart() {
        if (!world.faults.chance(world.plan.oldDiskPerMillion())) return;
        world.note(Happening.DISK_REPLACED_BY_OLD_COPY, number, 0, 0);
        SimStore.Disk old = backup.copy();
        disk.payers.forEach(
                (id, now) -> {
                    PayerRecord then =
                            old.payers.getOrDefault(
                                    id,
                                    new PayerRecord(
                                            id,
                                            now.parameters(),
                                            now.split(),
                                            now.purpose(),
                                            PromiseMarks.NONE));
                    old.payers.put(id, then);
                    world.checker.payerDiskReplaced(
                            world.number(id), then.promised().toLongSaturated());
                });
        disk = old;
    }

    @Override
    void started() {
        store = new SimStore(this, disk);
        session = null;
        after(world.random.nextLong(500 * MS), this::play);
        after(world.random.nextLong(4_000 * MS), closer::look);
    }

    @Override
    void stopped() {
        session = null;
    }

    /** With faults over, the user tries again. */
    void tryAgain() {
        after(world.random.nextLong(2_000 * MS), this::play);
    }

    private void play() {
        if (isOver() || session != null) return;
        tries++;
        if (world.faults.calm()) calmTries++;
        try {
            session = open();
            session.begin();
        } catch (LedgerException silent) {
            after(2_000 * MS, this::play);
        }
    }

    /** Mostly from where it stopped, sometimes from the beginning. */
    private PlayerSession open() {
        long first = world.random.nextInt(4) == 0 ? 0 : bookmark;
        List<ChannelWant> wants = wants(world.plan.price());
        ChannelBook book =
                new ChannelBook(
                        ledger,
                        store,
                        List.of(wallet),
                        Cast.peer(number),
                        world.random,
                        Runnable::run);
        ChannelBook.Opened opened =
                book.open(
                        Cast.CONTENT,
                        world.plan.limit(),
                        wants.stream().filter(want -> !want.need().isZero()).toList());
        Iterator<ChannelBook.Ready> ready = opened.ready().iterator();
        List<ChannelBook.@Nullable Ready> sources = new ArrayList<>();
        for (ChannelWant want : wants) sources.add(want.need().isZero() ? null : ready.next());
        return new PlayerSession(this, sources, opened.desk(), first);
    }

    /** As a consumer's node asks for them: room for the whole work, whatever it has of it. */
    private List<ChannelWant> wants(WorkPrice price) {
        List<ChannelWant> wants = new ArrayList<>();
        Amount shares = price.creatorShare(0, price.slices());
        wants.add(want(0, PayerRecord.Purpose.KEYS, shares, bought(price)));
        Amount fees = price.seederFee(0, price.slices());
        long window =
                PaymentWindow.of(price).creditBaseUnits(fees, price.terms(), price.sliceBytes());
        Amount need = fees.isZero() ? fees : fees.plus(window);
        for (int s = 1; s <= world.plan.seeders(); s++)
            wants.add(want(s, PayerRecord.Purpose.BYTES, need, Map.of()));
        return wants;
    }

    private Map<ChannelId, Amount> bought(WorkPrice price) {
        Map<ChannelId, Amount> sums = new TreeMap<>();
        store.forEachPurchase(
                Cast.CONTENT,
                keys ->
                        sums.merge(
                                keys.channel(),
                                price.creatorShare(keys.first(), keys.count()),
                                Amount::plus));
        return sums;
    }

    private ChannelWant want(
            int seller, PayerRecord.Purpose purpose, Amount need, Map<ChannelId, Amount> bought) {
        return new ChannelWant(
                Cast.wallet(seller).address(),
                Cast.TOKEN,
                purpose == PayerRecord.Purpose.KEYS ? world.split() : List.of(),
                purpose,
                world.plan.exitDelaySeconds(),
                need,
                bought);
    }

    void ended(@Nullable Failure failure, boolean trustsOne) {
        session = null;
        refused = failure != null && isReason(failure.kind(), trustsOne);
        if (failure == null) world.note(Happening.SESSION_DONE, number, bookmark, 0);
        else world.note(Happening.SESSION_FAILED, number, failure.kind().ordinal(), bookmark);
        if (failure != null) world.failed(number, failure);
        after(patienceMs() * MS, this::play);
    }

    private static boolean isReason(Failure.Kind kind, boolean trustsOne) {
        return switch (kind) {
            case BUDGET -> true;
            case NO_SEEDER, NETWORK -> !trustsOne;
            default -> false;
        };
    }

    /** A user who was refused waits longer each time: a reserve may still be unconfirmed. */
    private long patienceMs() {
        return 200
                + world.random.nextLong(1_000L << Math.min(6, world.faults.calm() ? calmTries : 1));
    }

    boolean isPlaying() {
        return session != null;
    }

    @Override
    void receive(Line line, Message message) {
        if (message instanceof Message.Released released) closer.released(released);
        else if (session != null) session.receive(line, message);
    }

    @Override
    void lineLost(Line line) {
        if (session != null) session.lineLost(line);
    }
}
