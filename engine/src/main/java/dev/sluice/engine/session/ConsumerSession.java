package dev.sluice.engine.session;

import dev.sluice.engine.scheduler.Asks;
import dev.sluice.engine.scheduler.Credit;
import dev.sluice.engine.scheduler.MediaRate;
import dev.sluice.engine.scheduler.Scheduler;
import dev.sluice.engine.scheduler.SchedulerSettings;
import dev.sluice.engine.session.Effects.Failure;
import dev.sluice.engine.session.SliceBoard.State;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.terms.WorkPrice;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer does next: a pure core, {@code on(event, now) → effects}.
 *
 * <p>It decides which slice is asked of which seeder, which keys are bought, when a voucher is due,
 * and when it is over. No clock, thread or socket; {@code nowNs} is any monotone count of
 * nanoseconds. One owning thread, the inbox's decide stage.
 */
public final class ConsumerSession {
    private static final int SLICES_PER_PAGE_SHIFT = 8;

    /** After a refusal that time may cure, the payee is asked again. */
    static final long WAIT_NS = 1_000_000_000;

    private final WorkPrice price;
    private final SessionSettings settings;
    private final SliceBoard board;
    private final Scheduler scheduler;
    private final List<Seeder> seeders;
    private final KeyDesk keys;
    private final Spending spending;
    private final LongPredicate local;
    private final Strays strays;
    private final SoonWanted soon = new SoonWanted();
    private final Settling settling;
    private final BitSet pagesHere = new BitSet();
    private long feesAwaited;
    private long readForPage = -1;
    private int turn;
    private boolean leaving;
    private @Nullable Failure failure;
    private boolean over;

    /**
     * As a session begins.
     *
     * @param local which slices lie on this node's own disk, and so cost no fee; asked when a slice
     *     is claimed
     */
    public ConsumerSession(
            WorkPrice price,
            SessionSettings settings,
            List<Seeder> seeders,
            KeyDesk keys,
            Spending spending,
            Span span,
            LongPredicate local) {
        if (seeders.size() > Scheduler.MAX_PEERS)
            throw new IllegalArgumentException(
                    seeders.size() + " seeders of at most " + Scheduler.MAX_PEERS);
        this.price = price;
        this.settings = settings;
        this.seeders = List.copyOf(seeders);
        this.strays = new Strays(this.seeders, price);
        this.settling = new Settling(this.seeders, keys, spending, settings.settleNs());
        this.keys = keys;
        this.spending = spending;
        this.local = local;
        this.board = new SliceBoard(settings.ringSlots(), span);
        this.scheduler =
                new Scheduler(
                        new MediaRate(price.sliceBytes(), settings.sliceNs(), price.slices()),
                        SchedulerSettings.DEFAULT
                                .withCapacity(settings.ringSlots())
                                .withMinStallNs(settings.stallNs()),
                        new CreditOfSeeders(),
                        span.first());
    }

    public void on(SessionEvent event, long nowNs, Effects out) {
        if (over) return;
        if (failure == null) play(event, nowNs, out);
        else hearLast(event);
        if (!over) pump(nowNs, out);
    }

    /** How it stands now; for whoever wants to show it. */
    public Outlook outlook() {
        return Outlook.of(board, keys, seeders, spending, strays.duplicates());
    }

    /** What came twice so far. */
    public Duplicates duplicates() {
        return strays.duplicates();
    }

    private void play(SessionEvent event, long nowNs, Effects out) {
        switch (event) {
            case SessionEvent.SeederReady e -> {
                seeders.get(e.peer()).ready(e.accepted(), e.served());
                scheduler.ready(e.peer());
                checkBudget();
            }
            case SessionEvent.RoundTrip e -> scheduler.roundTrip(e.peer(), e.roundTripNs());
            case SessionEvent.SeederGone e -> gone(e.peer());
            case SessionEvent.SeederRefused e -> drop(seeders.get(e.peer()), e.text(), out);
            case SessionEvent.SliceVerified e -> verified(e.peer(), e.index(), nowNs, out);
            case SessionEvent.SliceForged e -> forged(e, out);
            case SessionEvent.SliceRead e -> read(e.index(), out);
            case SessionEvent.SliceUnreadable e -> unreadable(e);
            case SessionEvent.SliceRefused e -> refused(e, nowNs, out);
            case SessionEvent.KeyServiceReady e -> {
                keys.ready(e.accepted());
                checkBudget();
            }
            case SessionEvent.KeyServiceGone _ -> keys.gone();
            case SessionEvent.KeyFits e -> keys.fits(e.index());
            case SessionEvent.KeysArrived e -> keysArrived(e.first(), e.count(), out);
            case SessionEvent.KeyForged e ->
                    fail(Failure.Kind.INTEGRITY, "the key service sent " + e.what());
            case SessionEvent.KeysRefused e -> keysRefused(e, nowNs, out);
            case SessionEvent.SliceDelivered e -> passed(e, nowNs);
            case SessionEvent.Seek e -> seek(e.span(), nowNs, out);
            case SessionEvent.Soon e -> soon.add(e.span());
            case SessionEvent.PlayerLeft _ -> playerLeft(nowNs, out);
            case SessionEvent.PaymentAcknowledged e ->
                    seeders.get(e.peer()).acknowledged(e.accepted());
            case SessionEvent.PlayerFailed e -> fail(Failure.Kind.PLAYER, e.why());
            case SessionEvent.NothingArrives e -> nothingArrives(e.why());
            case SessionEvent.Tick _ -> tick(nowNs, out);
        }
    }

    /** After a failure: what brings up what is owed, or says that it is paid. */
    private void hearLast(SessionEvent event) {
        switch (event) {
            case SessionEvent.SeederReady e ->
                    seeders.get(e.peer()).ready(e.accepted(), e.served());
            case SessionEvent.SeederGone e -> seeders.get(e.peer()).gone();
            case SessionEvent.SeederRefused e -> seeders.get(e.peer()).drop(e.text());
            case SessionEvent.SliceVerified e -> owe(seeders.get(e.peer()), e.index());
            case SessionEvent.SliceForged e -> seeders.get(e.peer()).drop(e.what());
            case SessionEvent.SliceRefused e -> seeders.get(e.peer()).answered(e.index());
            case SessionEvent.PaymentAcknowledged e ->
                    seeders.get(e.peer()).acknowledged(e.accepted());
            case SessionEvent.KeyFits e -> keys.fits(e.index());
            case SessionEvent.KeysArrived e -> keys.arrived(e.first(), e.count());
            default -> {}
        }
    }

    private void pump(long nowNs, Effects out) {
        for (long lost : strays.removeLost(board::awaits)) feesAwaited -= fee(lost);
        if (failure == null) claim(nowNs, out);
        if (failure == null) askKeys(out);
        if (failure == null && !leaving) askSoon(out);
        if (failure == null) askSlices(nowNs, out);
        if (failure != null) leave(failure, nowNs, out);
        else if (playedOut()) settle(nowNs, out);
        else settling.again();
    }

    /**
     * A payee has proven more than this process knew of: what was agreed to since may not fit any
     * more.
     */
    private void checkBudget() {
        if (!spending.holds(outlay())) fail(Failure.Kind.BUDGET, spending.describe());
    }

    private void claim(long nowNs, Effects out) {
        while (board.canClaim() && board.claimed() < scheduler.horizon()) {
            long next = board.claimed();
            boolean kept = board.holds(next);
            boolean strayed = !kept && strays.has(next);
            boolean here = !kept && !strayed && local.test(next);
            long fee = kept || strayed || here ? 0 : fee(next);
            // what was kept counts already, with its key
            if (!kept && !spending.allows(outlay(), fee + keys.cost(next))) return;
            if (strayed) strays.wantedAgain(next);
            feesAwaited = Math.addExact(feesAwaited, fee);
            claim(here, strayed, nowNs, out);
        }
    }

    private void claim(boolean here, boolean strayed, long nowNs, Effects out) {
        long index = board.claim(here);
        keys.claimed(index);
        out.claim(index);
        scheduler.open(board.claimed());
        if (here) scheduler.here(index);
        if (here) out.readLocal(index);
        if (strayed) stillUnderWay(index, nowNs);
        publishIfKeyed(index, out);
    }

    private void stillUnderWay(long index, long nowNs) {
        for (Seeder seeder : seeders)
            if (seeder.isUnderWay(index)) scheduler.stillUnderWay(seeder.peer(), index, nowNs);
    }

    /** What is agreed to, what is owed, and what was asked for and will be owed. */
    private Amount outlay() {
        Amount sum = keys.outlay().plus(feesAwaited);
        for (Seeder seeder : seeders) sum = sum.plus(seeder.outlay());
        return sum;
    }

    private void askKeys(Effects out) {
        if (!keys.canAsk(board.claimed(), board.delivered())) return;
        KeyDesk.Ask ask = keys.ask(board.claimed());
        if (ask == null) {
            fetchPage(keys.unfit(), out);
            return;
        }
        if (ask.refused() != null) fail(ask.failure(), "keys: " + ask.refused());
        else out.askKeys(ask.first(), ask.count(), ask.voucher());
    }

    /**
     * Keys that are here and cannot be seen to fit fill the window (I3): the slice of one, which
     * the player has left, is fetched for its hash page.
     */
    private void fetchPage(long index, Effects out) {
        if (index < 0 || pagesHere.get(page(index))) return;
        if (board.holds(index) || strays.isUnderWay(index)) return;
        for (Seeder seeder : seeders) if (seeder.wasAskedPage(page(index))) return;
        if (local.test(index)) {
            if (readForPage != index) out.readLocal(index);
            readForPage = index;
            return;
        }
        Seeder seeder = readyFor(index);
        if (seeder == null) return;
        if (spending.allows(outlay(), fee(index))) fetch(seeder, index, out);
        else fail(Failure.Kind.BUDGET, spending.describe());
    }

    private @Nullable Seeder readyFor(long index) {
        for (Seeder seeder : seeders) if (serves(seeder, fee(index))) return seeder;
        return null;
    }

    private boolean serves(Seeder seeder, long fee) {
        return seeder.canAsk(fee, scheduler.busyWith(seeder.peer()));
    }

    private void fetch(Seeder seeder, long index, Effects out) {
        strays.add(index);
        feesAwaited = Math.addExact(feesAwaited, fee(index));
        ask(seeder, index, out);
    }

    /** Beside what the player wants now, as far as the budget goes. */
    private void askSoon(Effects out) {
        for (long index = soon.next(); index >= 0; index = soon.next()) {
            boolean comes = board.holds(index) || strays.isUnderWay(index) || local.test(index);
            Seeder seeder = comes ? null : readyFor(index);
            if (!comes && seeder == null) return;
            if (seeder != null && !spending.holds(outlay().plus(fee(index)))) soon.clear();
            else if (seeder != null) fetch(seeder, index, out);
            soon.taken();
        }
    }

    private void askSlices(long nowNs, Effects out) {
        Requests requests = new Requests(out);
        scheduler.decide(nowNs, requests);
        long free = scheduler.firstFree();
        if (failure != null || free < 0 || anyCanBeAsked(fee(free), nowNs)) return;
        if (allDropped()) fail(Failure.Kind.NO_SEEDER, "no seeder is left");
        else if (unstick(fee(free), out)) scheduler.decide(nowNs, requests);
    }

    private boolean anyCanBeAsked(long fee, long nowNs) {
        for (Seeder seeder : seeders)
            if (serves(seeder, fee) && scheduler.isUsable(seeder.peer(), nowNs)) return true;
        return false;
    }

    /** Requests of the scheduler, with a voucher where one is due. */
    private final class Requests implements Asks {
        private final Effects out;

        private Requests(Effects out) {
            this.out = out;
        }

        @Override
        public void ask(int peer, long slice, boolean alone) {
            if (failure == null) ConsumerSession.this.ask(seeders.get(peer), slice, out);
        }

        /** A hash page that is not here is let come: slices that do not bring it wait for it. */
        @Override
        public void cancel(int peer, long slice) {
            if (seeders.get(peer).cancel(slice, pagesHere.get(page(slice))))
                out.cancelSlice(peer, slice);
        }
    }

    /** All seeders of a work take the same price. */
    private final class CreditOfSeeders implements Credit {
        @Override
        public boolean canAsk(int peer, long slice, boolean twice) {
            Seeder seeder = seeders.get(peer);
            if (!serves(seeder, fee(slice)) || seeder.isUnderWay(slice)) return false;
            return !twice || affordsTwice(slice);
        }

        @Override
        public long priceBaseUnits(int peer) {
            return 0;
        }
    }

    /** A second answer may have to be paid, and the rest of what is wanted comes first. */
    private boolean affordsTwice(long slice) {
        if (!strays.mayAskSecond()) return false;
        Amount rest = price.price(board.claimed(), board.end() - board.claimed());
        return spending.leaves(outlay(), rest.plus(fee(slice)));
    }

    private static int page(long index) {
        return (int) (index >> SLICES_PER_PAGE_SHIFT);
    }

    private void ask(Seeder seeder, long index, Effects out) {
        boolean another = board.awaits(index) && strays.isUnderWay(index);
        if (another && affordsTwice(index)) addSecond(index);
        Seeder.Ask ask = seeder.ask(index, fee(index));
        Refused why = ask.refused();
        if (why != null) {
            drop(seeder, why.toString(), out);
            return;
        }
        boolean late = scheduler.isAskedTwice(index);
        boolean withPages = !pagesHere.get(page(index)) && seeder.askPage(page(index), late);
        out.askSlice(seeder.peer(), index, withPages, ask.voucher());
    }

    /**
     * A seeder whose credit is used up by answers that never arrived is paid for them, once in a
     * window and within the budget, or dropped. True when one can be asked again.
     */
    private boolean unstick(long fee, Effects out) {
        boolean freed = false;
        for (Seeder seeder : seeders) {
            if (failure != null || !seeder.stuck(fee)) continue;
            Amount lacking = seeder.lacking(fee);
            Amount cost = seeder.outlayOf(lacking);
            if (seeder.mustShow()) {
                out.reattach(seeder.peer());
                continue;
            }
            if (!spending.allowsLoss(outlay(), cost)) drop(seeder, spending.describeLoss(), out);
            else if (seeder.writeOff(lacking)) freed = true;
            else drop(seeder, "its credit is used up by slices that did not arrive", out);
        }
        return freed;
    }

    private void gone(int peer) {
        seeders.get(peer).gone();
        scheduler.gone(peer);
    }

    private void drop(Seeder seeder, String why, Effects out) {
        if (seeder.dropped()) return;
        seeder.drop(why);
        scheduler.gone(seeder.peer());
        out.dropSeeder(seeder.peer(), why);
        if (needsSeeder() && allDropped())
            fail(
                    spending.refusedLoss() ? Failure.Kind.BUDGET : Failure.Kind.NO_SEEDER,
                    "no seeder is left; the last was dropped: " + why);
    }

    private boolean allDropped() {
        return seeders.stream().allMatch(Seeder::dropped);
    }

    private boolean needsSeeder() {
        if (board.awaitsAny()) return true;
        return !spending.exhausted() && !isLocalFrom(board.claimed());
    }

    private boolean isLocalFrom(long first) {
        return LongStream.range(first, board.end()).allMatch(local);
    }

    /**
     * A slice that fits is owed to whoever brought it first, also when its connection was lost
     * before it was heard of, and when the player has gone elsewhere.
     */
    private void verified(int peer, long index, long nowNs, Effects out) {
        pagesHere.set(page(index));
        scheduler.arrived(peer, index, nowNs, new Requests(out));
        if (!owe(seeders.get(peer), index)) return;
        out.keep(index);
        publishIfKeyed(index, out);
    }

    private boolean owe(Seeder seeder, long index) {
        boolean asked = seeder.answered(index);
        boolean wanted = board.awaits(index);
        if (!wanted && !(asked && isOwedUnwanted(index))) return false;
        seeder.verified(fee(index));
        feesAwaited -= fee(index);
        if (wanted) board.verified(index);
        return wanted;
    }

    /** What had begun before it could be taken back; of what was not counted on, what fits. */
    private boolean isOwedUnwanted(long index) {
        if (strays.came(index)) return true;
        if (!affordsTwice(index)) return false;
        addSecond(index);
        return strays.came(index);
    }

    private void addSecond(long index) {
        strays.addSecond(index);
        feesAwaited = Math.addExact(feesAwaited, fee(index));
    }

    private void read(long index, Effects out) {
        pagesHere.set(page(index));
        if (!board.isLocal(index)) return;
        board.verified(index);
        out.keep(index);
        publishIfKeyed(index, out);
    }

    /** What was to cost nothing has its price after all, if it still fits and can be paid. */
    private void unreadable(SessionEvent.SliceUnreadable e) {
        if (!board.isLocal(e.index())) return;
        long fee = fee(e.index());
        board.notLocal(e.index());
        scheduler.lost(e.index());
        feesAwaited = Math.addExact(feesAwaited, fee);
        checkBudget();
        if (seeders.stream().noneMatch(seeder -> seeder.canBePaid(fee)))
            fail(
                    Failure.Kind.NO_SEEDER,
                    "slice " + e.index() + " on this disk: " + e.why() + "; nobody else has it");
    }

    private void forged(SessionEvent.SliceForged e, Effects out) {
        drop(seeders.get(e.peer()), "slice " + e.index() + ": " + e.what(), out);
    }

    private void refused(SessionEvent.SliceRefused e, long nowNs, Effects out) {
        Seeder seeder = seeders.get(e.peer());
        // one of several refusals for the same cause
        boolean cancelled = seeder.isCancelled(e.index());
        if (!seeder.usable() || !seeder.answered(e.index())) return;
        if (e.reason() == Reason.CANCELLED) {
            seeder.takenBack(fee(e.index()), page(e.index()));
            if (cancelled) scheduler.takenBack(e.peer(), e.index(), nowNs);
            else scheduler.refused(e.peer(), e.index(), nowNs);
            return;
        }
        if (e.reason() == Reason.NOT_HELD) {
            seeder.notHeld(fee(e.index()), page(e.index()));
            scheduler.refused(e.peer(), e.index(), nowNs);
            return;
        }
        scheduler.gone(e.peer());
        if (Patience.passes(e.reason())) seeder.waitUntil(nowNs + WAIT_NS);
        else if (Patience.isCurable(e.reason()) && seeder.refused() < settings.maxRefusals())
            out.reattach(e.peer());
        else drop(seeder, e.text(), out);
    }

    private void keysArrived(long first, long count, Effects out) {
        keys.arrived(first, count);
        for (long index = board.delivered(); index < board.claimed(); index++)
            publishIfKeyed(index, out);
    }

    private void publishIfKeyed(long index, Effects out) {
        if (!board.isPublishable(index) || !keys.has(index)) return;
        board.published(index);
        out.publish(index);
    }

    private void keysRefused(SessionEvent.KeysRefused e, long nowNs, Effects out) {
        if (Patience.passes(e.reason()) && keys.waitUntil(nowNs + WAIT_NS)) return;
        if (Patience.isCurable(e.reason()) && keys.triedForNothing()) return;
        if (Patience.isCurable(e.reason()) && keys.refused() < settings.maxRefusals())
            out.reattach(KEY_SERVICE);
        else fail(Failure.Kind.PAYMENT, "the key service refused: " + e.text());
    }

    /** The creator's place among the peers of {@link Effects#reattach}. */
    public static final int KEY_SERVICE = -1;

    private void passed(SessionEvent.SliceDelivered e, long nowNs) {
        board.passed();
        if (e.turn() != turn) return;
        board.delivered(e.index());
        scheduler.taken(e.index() + 1, nowNs);
        keys.fits(e.index());
    }

    private void seek(Span span, long nowNs, Effects out) {
        if (span.end() > price.slices())
            throw new IllegalArgumentException(span + " of a work of " + price.slices());
        turn++;
        out.turn(span.first());
        board.seek(span, new LeftBehind(out));
        scheduler.seek(span.first(), board::holds, nowNs, new Requests(out));
        keys.seek(span.first());
        spending.again();
    }

    /** What the player does not want any more, and what becomes of its money. */
    private final class LeftBehind implements SliceBoard.Leavers {
        private final Effects out;

        private LeftBehind(Effects out) {
            this.out = out;
        }

        @Override
        public boolean isUnderWay(long index) {
            return strays.isUnderWay(index);
        }

        @Override
        public void left(long index, State state) {
            keys.unclaimed(index);
            switch (state) {
                case LOCAL -> {}
                case VERIFIED, PUBLISHED -> out.drop(index);
                case CLAIMED -> {
                    if (strays.isUnderWay(index)) strays.add(index);
                    else feesAwaited -= fee(index);
                }
            }
        }
    }

    private void playerLeft(long nowNs, Effects out) {
        leaving = true;
        seek(new Span(board.delivered(), board.delivered()), nowNs, out);
    }

    /** A player that takes its time is not waited for in vain. */
    private void nothingArrives(String why) {
        if (!board.awaitsPlayer()) fail(Failure.Kind.NETWORK, why);
    }

    private void tick(long nowNs, Effects out) {
        for (Seeder seeder : seeders) if (seeder.hasWaited(nowNs)) out.reattach(seeder.peer());
        if (keys.hasWaited(nowNs)) out.reattach(KEY_SERVICE);
    }

    private boolean playedOut() {
        if (spending.exhausted() && board.delivered() == board.claimed()) return true;
        return board.finished() && (leaving || !settings.stays());
    }

    private void settle(long nowNs, Effects out) {
        boolean somethingComes = !strays.isEmpty() || keys.isAsking();
        if (settling.settle(nowNs, somethingComes, out)) finish(out);
    }

    private void finish(Effects out) {
        over = true;
        if (spending.exhausted()) out.fail(new Failure(Failure.Kind.BUDGET, spending.describe()));
        else out.done();
    }

    private void fail(Failure.Kind kind, String text) {
        if (failure == null) failure = new Failure(kind, text);
        settling.again();
    }

    private void leave(Failure why, long nowNs, Effects out) {
        if (!settling.leave(nowNs, new Requests(out), out)) return;
        over = true;
        out.fail(why);
    }

    private long fee(long index) {
        return price.terms().seederFee(price.bytesOf(index));
    }
}
