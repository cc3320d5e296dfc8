package dev.sluice.engine.keeper;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.Claim;
import dev.sluice.payments.ledger.LedgerEvent;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns vouchers into claims: the pure core of a keeper.
 *
 * <p>It learns of durable vouchers and of what the chain says, and decides what is claimed when
 * ({@link KeeperSettings}). A channel's state on chain comes from a read and is then carried along
 * by events; after a reorg, a claim or a failure it is read again before it counts. So a claim that
 * is in a block is not sent twice, and one that a reorg took back is.
 *
 * <p>Cost: an event touches one channel in logarithmic time; only {@link KeeperEvent.ClaimAll} and
 * a clock that falls back look at all.
 *
 * <p>Threads: belongs to one. No clock, chance or I/O: the same events give the same effects.
 */
public final class KeeperCore {
    private static final long COST_RECHECK_SECONDS = 60;
    private static final int BELIEVED_LAGS = 3;

    /**
     * A clock that falls back further than this is believed. By less it stands still for so long,
     * which must be little beside any exit delay.
     */
    private static final long SMALL_STEP_SECONDS = 5;

    private final KeeperSettings settings;
    private final Map<ChannelId, Kept> channels = new TreeMap<>();
    private final Map<Address, Lane> lanes = new TreeMap<>();
    private final Map<Long, List<Kept>> batches = new TreeMap<>();
    private final Agenda reviews = new Agenda();
    private final Agenda reads = new Agenda();
    private final TreeSet<ChannelId> unsettled = new TreeSet<>();
    private final Sweep sweep = new Sweep();
    private long latestSeconds;
    private long weiPerGas;
    private long nextBatch = 1;
    private int readsUnderWay;
    private int readFailures;
    private long readRetryAt;

    public KeeperCore(KeeperSettings settings) {
        this.settings = settings;
    }

    /** Takes one event; all that follows from it is asked of {@code out} before it returns. */
    public void on(KeeperEvent event, long nowSeconds, KeeperEffects out) {
        long now = time(nowSeconds);
        switch (event) {
            case KeeperEvent.Held e -> held(e.claim(), now);
            case KeeperEvent.Raised e -> {
                Kept kept = channels.get(e.voucher().channel());
                if (kept != null && kept.raise(e.voucher(), now)) review(kept, now, out);
            }
            case KeeperEvent.OnChain e -> onChain(e, now, out);
            case KeeperEvent.ReadFailed e -> readFailed(e, now, out);
            case KeeperEvent.Happened e -> happened(e.event(), now, out);
            case KeeperEvent.GasPrice e -> weiPerGas = e.wei();
            case KeeperEvent.BatchIncluded e -> included(e.batch(), now, out);
            case KeeperEvent.BatchFailed e -> failed(e, now, out);
            case KeeperEvent.SettleNow e -> settleNow(e.channel(), now, out);
            case KeeperEvent.ClaimAll _ -> claimAll(now, out);
            case KeeperEvent.Tick _ -> {}
        }
        pump(now, out);
    }

    /** How many channels are held. */
    public int channels() {
        return channels.size();
    }

    /** Whether nothing is read, under way or due: until then a stop would cut something short. */
    public boolean isIdle() {
        return batches.isEmpty() && readsUnderWay == 0;
    }

    private long time(long nowSeconds) {
        boolean fellBack = nowSeconds < latestSeconds - SMALL_STEP_SECONDS;
        latestSeconds = fellBack ? nowSeconds : Math.max(latestSeconds, nowSeconds);
        if (fellBack) startOver(nowSeconds);
        return latestSeconds;
    }

    /** Whatever was planned by a clock that was wrong is planned anew. */
    private void startOver(long now) {
        readRetryAt = 0;
        lanes.values().forEach(lane -> lane.retryAt = 0);
        for (Kept kept : channels.values()) {
            kept.unclaimedSince = Math.min(kept.unclaimedSince, now);
            kept.raisedAt = Math.min(kept.raisedAt, now);
            kept.retryAt = 0;
            reviews.put(kept.id, now);
            if (!kept.reading) reads.put(kept.id, now);
        }
    }

    private void held(Claim claim, long now) {
        Kept kept = channels.get(claim.voucher().channel());
        if (kept == null) {
            kept = new Kept(claim, now);
            channels.put(kept.id, kept);
            reads.put(kept.id, now);
        } else if (kept.raise(claim.voucher(), now)) reviews.put(kept.id, now);
    }

    private void settleNow(ChannelId channel, long now, KeeperEffects out) {
        Kept kept = channels.get(channel);
        if (kept == null) return;
        kept.always = true;
        kept.retryAt = 0;
        lane(kept).retryAt = 0;
        if (kept.sure && !kept.inFlight && kept.unclaimable()) lookAgain(kept);
        if (!kept.sure && !kept.reading && !kept.inFlight) reads.put(channel, now);
        review(kept, now, out);
    }

    /** Since it was read the channel may have come back with a block: whoever asks waits for it. */
    private static void lookAgain(Kept kept) {
        kept.sure = false;
        kept.overtaken = kept.reading;
    }

    private void claimAll(long now, KeeperEffects out) {
        sweep.start();
        readRetryAt = 0;
        lanes.values().forEach(lane -> lane.retryAt = 0);
        for (Kept kept : List.copyOf(channels.values())) {
            sweep.add(kept);
            kept.retryAt = 0;
            if (!kept.sure && !kept.reading && !kept.inFlight) reads.put(kept.id, now);
            review(kept, now, out);
        }
    }

    private Lane lane(Kept kept) {
        return lanes.computeIfAbsent(
                kept.token(), token -> new Lane(settings, settings.policy().of(token)));
    }

    /** Decides anew whether and when the channel is claimed. */
    private void review(Kept kept, long now, KeeperEffects out) {
        lane(kept).remove(kept.id);
        reviews.remove(kept.id);
        if (kept.inFlight || !kept.sure) return;
        if (kept.head.isClosed()) closed(kept, out);
        else if (kept.unclaimed().isZero()) paidUp(kept, out);
        else if (kept.unclaimable()) aboveReserve(kept, out);
        else {
            long at = kept.dueAt(settings.policy(), now);
            if (at <= now) lane(kept).put(kept);
            else reviews.put(kept.id, at);
        }
    }

    private void paidUp(Kept kept, KeeperEffects out) {
        boolean byClaim = !kept.asked.isZero();
        if (byClaim || kept.always) out.said(new KeeperNote.Claimed(kept.id, kept.head.claimed()));
        kept.asked = Amount.ZERO;
        kept.failures = 0;
        kept.always = false;
        kept.again = false;
        kept.saidTrouble = false;
        sweep.paid(kept, byClaim);
    }

    private void aboveReserve(Kept kept, KeeperEffects out) {
        KeeperNote note =
                new KeeperNote.AboveReserve(kept.id, kept.cumulative(), kept.head.reserve());
        if (!kept.saidTrouble || kept.always) out.said(note);
        kept.saidTrouble = true;
        kept.always = false;
        sweep.given(kept, note.toString());
    }

    /** Forgotten only when that is final: a reorg may open it again. */
    private void closed(Kept kept, KeeperEffects out) {
        Amount unclaimed = kept.unclaimed();
        KeeperNote lost = new KeeperNote.Lost(kept.id, unclaimed);
        if (unclaimed.isZero()) sweep.paid(kept, !kept.asked.isZero());
        else sweep.given(kept, lost.toString());
        if (kept.always) out.said(unclaimed.isZero() ? claimed(kept) : lost);
        kept.always = false;
        if (!kept.settled.isClosed()) return;
        if (!unclaimed.isZero()) out.said(lost);
        drop(kept);
        out.forget(kept.id);
    }

    private static KeeperNote claimed(Kept kept) {
        return new KeeperNote.Claimed(kept.id, kept.head.claimed());
    }

    private void drop(Kept kept) {
        channels.remove(kept.id);
        unsettled.remove(kept.id);
        reads.remove(kept.id);
        reviews.remove(kept.id);
        lane(kept).remove(kept.id);
    }

    private void onChain(KeeperEvent.OnChain answer, long now, KeeperEffects out) {
        readFailures = 0;
        readRetryAt = 0;
        Kept kept = channels.get(answer.channel());
        if (kept == null) return;
        endRead(kept);
        if (kept.overtaken) {
            kept.overtaken = false;
            reads.put(kept.id, now);
            return;
        }
        if (lags(kept, answer.head())) {
            kept.sure = false;
            reads.put(kept.id, now + settings.pace().retrySeconds());
            return;
        }
        boolean doubted = kept.doubted;
        believe(kept, answer, now, out);
        judge(kept, doubted, now, out);
        if (kept.sure) reads.put(kept.id, now + kept.recheckSeconds(settings));
        review(kept, now, out);
    }

    private void endRead(Kept kept) {
        if (kept.reading) readsUnderWay--;
        kept.reading = false;
    }

    /** An endpoint behind the others says what was; asked a few times, it is believed. */
    private static boolean lags(Kept kept, ChannelOnChain head) {
        Amount known = Amount.max(kept.head.claimed(), kept.inFlight ? Amount.ZERO : kept.asked);
        boolean behind = !kept.doubted && head.claimed().compareTo(known) < 0;
        kept.lags = behind ? kept.lags + 1 : 0;
        return behind && kept.lags < BELIEVED_LAGS;
    }

    private void believe(Kept kept, KeeperEvent.OnChain answer, long now, KeeperEffects out) {
        Amount before = kept.head.claimed();
        boolean wasExiting = kept.exiting();
        kept.head = answer.head();
        kept.settled = answer.settled();
        kept.sure = true;
        kept.doubted = false;
        kept.lags = 0;
        if (kept.head.equals(kept.settled)) {
            unsettled.remove(kept.id);
            kept.rechecks = 0;
        } else unsettled.add(kept.id);
        if (kept.head.claimed().compareTo(before) < 0) takenBack(kept, before, now, out);
        if (!wasExiting) sayExit(kept, out);
    }

    /**
     * The chain may take the claim in again by itself; with an exit under way nobody waits (T4).
     */
    private void takenBack(Kept kept, Amount before, long now, KeeperEffects out) {
        kept.again = true;
        kept.retryAt = kept.exiting() ? now : now + settings.pace().retrySeconds();
        if (kept.inFlight) return;
        kept.asked = Amount.ZERO;
        out.said(new KeeperNote.TakenBack(kept.id, before, kept.head.claimed()));
    }

    private static void sayExit(Kept kept, KeeperEffects out) {
        if (kept.exiting() && !kept.unclaimed().isZero())
            out.said(new KeeperNote.ExitUnderWay(kept.id, kept.head.exitAt(), kept.unclaimed()));
    }

    /** What became of the row in a batch that is in a block, or was until a reorg. */
    private void judge(Kept kept, boolean doubted, long now, KeeperEffects out) {
        if (kept.inFlight || kept.asked.isZero()) return;
        if (kept.head.claimed().compareTo(kept.asked) >= 0) {
            if (kept.unclaimed().isZero()) return; // paidUp says so
            out.said(claimed(kept));
            kept.asked = Amount.ZERO;
            kept.failures = 0;
            kept.again = false;
            kept.unclaimedSince = now;
        } else if (doubted) {
            kept.asked = Amount.ZERO;
            kept.again = true;
            kept.retryAt = now + settings.pace().retrySeconds();
        } else if (!kept.head.isClosed()) skipped(kept, "the contract skipped it", now, out);
    }

    private void skipped(Kept kept, String why, long now, KeeperEffects out) {
        kept.failures++;
        kept.asked = Amount.ZERO;
        kept.always = false;
        long retryAt = now + kept.waitSeconds(settings, kept.failures, now);
        kept.sure = false;
        reads.put(kept.id, retryAt);
        out.said(
                new KeeperNote.Skipped(
                        kept.id, kept.cumulative(), kept.head.claimed(), why, retryAt));
        sweep.given(kept, why);
    }

    private void readFailed(KeeperEvent.ReadFailed failure, long now, KeeperEffects out) {
        readFailures++;
        readRetryAt = now + settings.pace().waitSeconds(readFailures, true);
        if (readFailures == 1) out.said(new KeeperNote.LedgerTrouble(failure.why(), readRetryAt));
        Kept kept = channels.get(failure.channel());
        if (kept == null) return;
        endRead(kept);
        kept.overtaken = false;
        reads.put(kept.id, now);
        if (kept.swept && !kept.sure) sweep.given(kept, failure.why());
        if (kept.always && !kept.sure) {
            kept.always = false;
            out.said(
                    new KeeperNote.Skipped(
                            kept.id,
                            kept.cumulative(),
                            kept.head.claimed(),
                            failure.why(),
                            readRetryAt));
        }
    }

    private void happened(LedgerEvent event, long now, KeeperEffects out) {
        switch (event) {
            case LedgerEvent.Reorg _ -> reorg(now);
            case LedgerEvent.Opened e -> change(e.channel(), e, now, out);
            case LedgerEvent.ToppedUp e -> change(e.channel(), e, now, out);
            case LedgerEvent.Claimed e -> change(e.channel(), e, now, out);
            case LedgerEvent.ExitStarted e -> change(e.channel(), e, now, out);
            case LedgerEvent.ExitCancelled e -> change(e.channel(), e, now, out);
            case LedgerEvent.Closed e -> change(e.channel(), e, now, out);
            case LedgerEvent.NewBlock _, LedgerEvent.Anchored _ -> {}
        }
    }

    /** What is not final may be otherwise now. */
    private void reorg(long now) {
        for (ChannelId channel : unsettled) {
            Kept kept = channels.get(channel);
            if (kept == null) continue;
            lane(kept).remove(channel);
            kept.sure = false;
            kept.doubted = true;
            if (kept.reading) kept.overtaken = true;
            else reads.put(channel, now);
        }
    }

    private void change(ChannelId channel, LedgerEvent event, long now, KeeperEffects out) {
        Kept kept = channels.get(channel);
        if (kept == null) return;
        unsettled.add(channel);
        kept.rechecks = 0;
        if (kept.reading) kept.overtaken = true;
        else if (!kept.sure) reads.put(channel, now);
        if (!kept.sure) return;
        boolean wasExiting = kept.exiting();
        kept.head = after(kept.head, event);
        if (!wasExiting) sayExit(kept, out);
        if (!kept.reading) reads.put(channel, now + kept.recheckSeconds(settings));
        judgeByEvent(kept, now, out);
        review(kept, now, out);
    }

    private void judgeByEvent(Kept kept, long now, KeeperEffects out) {
        if (kept.head.claimed().compareTo(kept.asked) >= 0) judge(kept, false, now, out);
    }

    private static ChannelOnChain after(ChannelOnChain head, LedgerEvent event) {
        return switch (event) {
            case LedgerEvent.Opened e ->
                    new ChannelOnChain(e.reserve(), Amount.ZERO, ChannelOnChain.OPEN);
            case LedgerEvent.ToppedUp e ->
                    new ChannelOnChain(e.reserve(), head.claimed(), head.exitAt());
            case LedgerEvent.Claimed e ->
                    new ChannelOnChain(head.reserve(), e.claimed(), head.exitAt());
            case LedgerEvent.ExitStarted e ->
                    new ChannelOnChain(head.reserve(), head.claimed(), e.exitAt());
            case LedgerEvent.ExitCancelled _ ->
                    new ChannelOnChain(head.reserve(), head.claimed(), ChannelOnChain.OPEN);
            case LedgerEvent.Closed _ ->
                    new ChannelOnChain(head.claimed(), head.claimed(), ChannelOnChain.CLOSED);
            default -> head;
        };
    }

    private void included(long batch, long now, KeeperEffects out) {
        List<Kept> rows = endBatch(batch);
        for (Kept kept : rows) {
            lane(kept).well();
            if (!kept.sure || kept.head.claimed().compareTo(kept.asked) < 0) {
                kept.sure = false;
                if (!kept.reading) reads.put(kept.id, now);
            } else judge(kept, false, now, out);
            review(kept, now, out);
        }
    }

    private List<Kept> endBatch(long batch) {
        @Nullable List<Kept> rows = batches.remove(batch);
        if (rows == null) return List.of();
        lane(rows.getFirst()).underWay--;
        rows.forEach(kept -> kept.inFlight = false);
        return rows;
    }

    private void failed(KeeperEvent.BatchFailed failure, long now, KeeperEffects out) {
        List<Kept> rows = endBatch(failure.batch());
        if (rows.isEmpty()) return;
        Lane lane = lane(rows.getFirst());
        boolean alone = rows.size() == 1 && failure.reachable();
        boolean suspect = alone && rows.getFirst().failures > 0;
        if (!suspect) holdLane(lane, rows, failure, now, out);
        for (Kept kept : rows) {
            boolean waits = kept.always || alone;
            kept.asked = Amount.ZERO;
            kept.sure = false;
            reads.put(kept.id, lane.retryAt);
            if (waits) skipped(kept, failure.why(), now, out);
        }
        if (!failure.reachable()) giveUpSweep(failure.why());
    }

    /** A refusal of many halves the next batch, down to the row that is to blame. */
    private void holdLane(
            Lane lane,
            List<Kept> rows,
            KeeperEvent.BatchFailed failure,
            long now,
            KeeperEffects out) {
        lane.failures++;
        Kept first = rows.getFirst();
        lane.retryAt = now + first.waitSeconds(settings, lane.failures, now);
        if (failure.reachable()) lane.size = Math.max(1, rows.size() / 2);
        if (lane.failures == 1) out.said(new KeeperNote.LedgerTrouble(failure.why(), lane.retryAt));
    }

    private void giveUpSweep(String why) {
        for (ChannelId channel : sweep.open()) {
            Kept kept = channels.get(channel);
            if (kept != null) sweep.given(kept, why);
        }
    }

    /** Does what is due: reviews, claims, reads; then says whether a sweep has ended. */
    private void pump(long now, KeeperEffects out) {
        for (ChannelId id = reviews.poll(now); id != null; id = reviews.poll(now)) {
            Kept kept = channels.get(id);
            if (kept != null) review(kept, now, out);
        }
        boolean reading = readsUnderWay > 0 || reads.isDue(now);
        for (Lane lane : lanes.values()) while (lane.mayClaim(now, reading)) claim(lane, now, out);
        read(now, out);
        sweep.end(out);
    }

    private void claim(Lane lane, long now, KeeperEffects out) {
        Lane.Choice choice = lane.choose(weiPerGas);
        for (Kept kept : choice.tooDear()) tooDear(lane, kept, now, out);
        if (choice.rows().isEmpty()) return;
        List<Claim> claims = new ArrayList<>();
        for (Kept kept : choice.rows()) {
            kept.inFlight = true;
            kept.asked = kept.cumulative();
            claims.add(kept.claim);
        }
        long batch = nextBatch++;
        batches.put(batch, choice.rows());
        lane.underWay++;
        out.claim(batch, claims);
    }

    private void tooDear(Lane lane, Kept kept, long now, KeeperEffects out) {
        long wait =
                kept.pressing(settings.policy(), now)
                        ? settings.pace().retrySeconds()
                        : COST_RECHECK_SECONDS;
        reviews.put(kept.id, now + wait);
        KeeperNote note =
                new KeeperNote.TooDear(kept.id, kept.unclaimed(), lane.cost(kept, weiPerGas));
        if (!kept.saidTrouble) out.said(note);
        kept.saidTrouble = true;
        sweep.given(kept, note.toString());
    }

    private void read(long now, KeeperEffects out) {
        if (readRetryAt > now) return;
        while (readsUnderWay < settings.pace().reads()) {
            ChannelId channel = reads.poll(now);
            if (channel == null) return;
            Kept kept = channels.get(channel);
            if (kept == null || kept.reading) continue;
            kept.reading = true;
            readsUnderWay++;
            out.read(channel);
        }
    }
}
