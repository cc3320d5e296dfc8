package dev.sluice.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.rules.Verdict;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A consumer session, its seeders, its key service and its player in virtual time: one thread, one
 * seed. What must hold is checked after every event.
 */
final class SessionWorld implements Effects {
    static final long MS = SessionPlan.MS;
    private static final long LIMIT_NS = 300_000 * MS;
    private static final long LATER_NS = 50 * MS;
    private static final int KEYS = ConsumerSession.KEY_SERVICE;

    private record Held(SimulatedPayee from, long index) {}

    final SessionPlan plan;
    final List<SimulatedPayee> seeders = new ArrayList<>();
    final SimulatedPayee keyService;
    private final RandomGenerator random;
    private final ConsumerSession session;
    private final List<Seeder> mirrors = new ArrayList<>();
    private final PriorityQueue<Step> steps = new PriorityQueue<>();
    private final Notes notes = new Notes();
    private long order;
    long nowNs;

    // the consumer's shell
    private final BitSet kept = new BitSet();
    private final BitSet awaited = new BitSet();
    private final BitSet onDisk = new BitSet();
    private final BitSet reading = new BitSet();
    private final SimulatedRing ring;
    private Span span;
    private int seeksLeft;
    private final Set<Long> pages = new HashSet<>();
    private final List<Held> waiting = new ArrayList<>();
    private long feesOfVerified;
    private long feesOfFirsts;
    private final BitSet keysHere = new BitSet();
    private final BitSet keysFit = new BitSet();
    private long keysAskedFirst = -1;
    private long keysAskedCount;
    private long claimed;
    private long everClaimed;
    long delivered;
    private long incoming = -1;
    private boolean playing;
    private Amount openedShares = Amount.ZERO;

    // the end
    boolean done;
    @Nullable Failure failure;
    long lastDeliveredNs;

    SessionWorld(SessionPlan plan, RandomGenerator random) {
        this(plan, random, Amount.ZERO, Amount.ZERO);
    }

    /**
     * {@code start} is where the payer believes each channel stands, {@code accepted} the payee.
     */
    SessionWorld(SessionPlan plan, RandomGenerator random, Amount start, Amount accepted) {
        this.plan = plan;
        this.random = random;
        this.ring = new SimulatedRing(plan.ringSlots());
        this.span = Span.all(plan.price().slices());
        Amount reserve = plan.reserve(start.plus(accepted));
        keyService = new SimulatedPayee(KEYS, plan.price(), start, accepted, reserve);
        boolean free = plan.price().terms().isFree();
        for (int i = 0; i < plan.seeders(); i++) {
            SimulatedPayee payee = new SimulatedPayee(i, plan.price(), start, accepted, reserve);
            seeders.add(payee);
            mirrors.add(new Seeder(i, plan.price(), free ? null : payee.payer));
        }
        session =
                new ConsumerSession(
                        plan.price(),
                        plan.settings(),
                        mirrors,
                        new KeyDesk(plan.price(), free ? null : keyService.payer, 0),
                        new Spending(plan.limit()),
                        span,
                        index -> onDisk.get((int) index));
        for (int i = 0; i < plan.price().slices(); i++)
            if (random.nextInt(100) < plan.localPercent()) onDisk.set(i);
    }

    /** Plays until it is over; fails when it never is (I9). */
    SessionWorld run() {
        connect(keyService, 0);
        seeders.forEach(payee -> connect(payee, 0));
        after(100 * MS, this::tick);
        seeksLeft = plan.seeks();
        if (seeksLeft > 0) after(random.nextLong(500 * MS), this::seek);
        while (!done && failure == null) {
            Step step = steps.remove();
            nowNs = step.atNs();
            if (nowNs > plan.faultsUntilNs() + LIMIT_NS)
                throw new AssertionError("I9: no end\n" + trace());
            step.action().run();
        }
        return this;
    }

    void at(long atNs, Runnable action) {
        steps.add(new Step(atNs, order++, action));
    }

    private void after(long delayNs, Runnable action) {
        at(nowNs + delayNs, action);
    }

    private void tick() {
        on(new SessionEvent.Tick());
        after(100 * MS, this::tick);
    }

    void on(SessionEvent event) {
        if (done || failure != null) return;
        if (!(event instanceof SessionEvent.Tick)) note(nowNs / MS, "<", event);
        session.on(event, nowNs, this);
        check();
    }

    private void note(@Nullable Object... words) {
        notes.add(words);
    }

    String trace() {
        return notes.toString();
    }

    private boolean faulty() {
        return nowNs < plan.faultsUntilNs();
    }

    private boolean chance(int percent) {
        return faulty() && random.nextInt(100) < percent;
    }

    private long latency() {
        return MS + random.nextLong(20 * MS);
    }

    // connections

    private void connect(SimulatedPayee payee, long delayNs) {
        after(
                delayNs,
                () -> {
                    if (payee.dropped || payee.awayForEver) return;
                    payee.up = true;
                    int connection = ++payee.connection;
                    payee.sendClockNs = payee.answerClockNs = nowNs;
                    attach(payee, connection, false);
                    if (faulty() && plan.meanLossNs() > 0)
                        after(
                                random.nextLong(2 * plan.meanLossNs()),
                                () -> lose(payee, connection));
                });
    }

    private void attach(SimulatedPayee payee, int connection, boolean again) {
        Amount last = payee.lastSigned();
        after(
                latency(),
                () -> {
                    if (payee.connection != connection || !payee.up) return;
                    payee.attach(last);
                    Amount accepted = payee.accepted();
                    Amount served = payee.served();
                    after(latency(), () -> attached(payee, connection, accepted, served, again));
                });
    }

    private void attached(
            SimulatedPayee payee, int connection, Amount accepted, Amount served, boolean again) {
        if (payee.connection != connection || !payee.up) return;
        if (payee.peer == KEYS) {
            on(new SessionEvent.KeyServiceReady(accepted));
            return;
        }
        if (again) on(new SessionEvent.PaymentAcknowledged(payee.peer, accepted));
        on(new SessionEvent.SeederReady(payee.peer, accepted, served));
    }

    void lose(SimulatedPayee payee, int connection) {
        if (payee.connection != connection || !payee.up || !faulty()) return;
        cut(payee);
        connect(payee, (100 + random.nextLong(2_000)) * MS);
    }

    /** The peer goes and does not come back. */
    void leave(SimulatedPayee payee) {
        payee.awayForEver = true;
        if (payee.up) cut(payee);
    }

    /** The connection is gone, and the session hears of it a little later. */
    void cut(SimulatedPayee payee) {
        payee.up = false;
        payee.lostAtNs = nowNs;
        if (chance(plan.forgetPercent()) && payee.peer != KEYS) payee.forget();
        else hearOfLoss(payee, List.copyOf(payee.sending));
        payee.sending.clear();
        SessionEvent gone =
                payee.peer == KEYS
                        ? new SessionEvent.KeyServiceGone("lost")
                        : new SessionEvent.SeederGone(payee.peer, "lost");
        after(random.nextLong(10 * MS), () -> on(gone));
    }

    /** The payee takes back what it has not begun to send, sooner or later. */
    private void hearOfLoss(SimulatedPayee payee, List<SimulatedPayee.Sending> unsent) {
        long cutNs = nowNs;
        int life = payee.life;
        Runnable takeBack =
                () -> {
                    for (SimulatedPayee.Sending sending : unsent)
                        if (payee.life == life && !sending.takenBack && sending.beginsNs > cutNs)
                            payee.takeBack(sending);
                };
        if (random.nextBoolean()) takeBack.run();
        else after(random.nextLong(3_000 * MS), takeBack);
    }

    /** Whether what arrives now on that connection is heard of. */
    private boolean heard(SimulatedPayee payee, int connection) {
        if (payee.connection == connection && payee.up) return true;
        return plan.lateFrames() && nowNs - payee.lostAtNs < 15 * MS;
    }

    private void send(SimulatedPayee payee, Runnable arrival) {
        if (!payee.up) return;
        int connection = payee.connection;
        payee.sendClockNs = Math.max(payee.sendClockNs, nowNs + latency());
        at(
                payee.sendClockNs,
                () -> {
                    if (payee.up && payee.connection == connection) arrival.run();
                });
    }

    private void answer(SimulatedPayee payee, long delayNs, Runnable arrival) {
        int connection = payee.connection;
        payee.answerClockNs = Math.max(payee.answerClockNs, nowNs + delayNs);
        at(
                payee.answerClockNs,
                () -> {
                    if (heard(payee, connection)) arrival.run();
                });
    }

    // seeders

    @Override
    public void askSlice(int peer, long index, boolean withPages, @Nullable Amount voucher) {
        note(nowNs / MS, "> ask", peer, index, withPages ? "pages" : "", voucher);
        SimulatedPayee payee = seeders.get(peer);
        assertFalse(payee.dropped, "asked a seeder that was dropped");
        boolean wanted = index >= delivered && index < claimed && !kept.get((int) index);
        boolean forItsPage = keysHere.get((int) index) && withPages;
        assertTrue(wanted || forItsPage, "asked what is not wanted");
        assertFalse(reading.get((int) index), "asked for what lies on the disk");
        awaited.set((int) index);
        payee.sign(voucher);
        send(payee, () -> serve(payee, index, withPages, voucher));
    }

    private void serve(
            SimulatedPayee payee, long index, boolean withPages, @Nullable Amount voucher) {
        if (payee.peer < plan.late() && nowNs < index * LATER_NS) {
            Refused why = Refused.of(Reason.NOT_HELD, "slice " + index, "none");
            answer(payee, latency(), () -> refuse(payee, index, why));
            return;
        }
        Verdict verdict =
                chance(plan.refusePercent())
                        ? Refused.of(Reason.CREDIT_EXHAUSTED, "more", "less")
                        : payee.slice(index, voucher);
        if (verdict instanceof Refused why) {
            answer(payee, latency(), () -> refuse(payee, index, why));
            return;
        }
        payee.lostFees += payee.fee(index);
        boolean forged = payee.peer >= plan.seeders() - plan.liars() && random.nextInt(3) == 0;
        long delayNs = chance(plan.stallPercent()) ? random.nextLong(6_000 * MS) : latency();
        SimulatedPayee.Sending sending =
                new SimulatedPayee.Sending(
                        index, Math.max(payee.answerClockNs, nowNs + delayNs / 2));
        payee.sending.add(sending);
        answer(
                payee,
                delayNs,
                () -> {
                    payee.sending.remove(sending);
                    if (sending.takenBack)
                        refuse(payee, index, Refused.of(Reason.CANCELLED, "it stands", "taken"));
                    else if (forged) on(new SessionEvent.SliceForged(payee.peer, index, "a lie"));
                    else arrive(payee, index, withPages);
                });
    }

    @Override
    public void cancelSlice(int peer, long index) {
        note(nowNs / MS, "> cancel", peer, index);
        SimulatedPayee payee = seeders.get(peer);
        assertTrue(mirrors.get(peer).isUnderWay(index), "took back what is not under way");
        send(payee, () -> payee.takeBack(index, nowNs));
    }

    private void refuse(SimulatedPayee payee, long index, Refused why) {
        on(new SessionEvent.SliceRefused(payee.peer, index, why.reason(), why.toString()));
    }

    /** As the check stage: a slice waits until its hash page is here. */
    private void arrive(SimulatedPayee payee, long index, boolean withPages) {
        if (withPages && pages.add(index >> 8)) {
            accept(payee, index);
            pageCame(index >> 8);
        } else hold(payee, index);
    }

    private void pageCame(long page) {
        for (long key = page << 8; key >> 8 == page; key++) keyFits(key);
        List<Held> held = List.copyOf(waiting);
        waiting.clear();
        held.forEach(h -> hold(h.from, h.index));
    }

    private void hold(SimulatedPayee payee, long index) {
        if (pages.contains(index >> 8)) accept(payee, index);
        else waiting.add(new Held(payee, index));
    }

    private void accept(SimulatedPayee payee, long index) {
        payee.receivedFees += payee.fee(index);
        boolean first = awaited.get((int) index);
        feesOfVerified += payee.fee(index);
        if (first) feesOfFirsts += payee.fee(index);
        awaited.clear((int) index);
        if (plan.seeks() > 0 && plan.localPercent() > 0) onDisk.set((int) index);
        incoming = index;
        Amount before = mirrors.get(payee.peer).outlay();
        on(new SessionEvent.SliceVerified(payee.peer, index));
        incoming = -1;
        boolean owed = mirrors.get(payee.peer).outlay().compareTo(before) > 0;
        if (first || owed) payee.lostFees -= payee.fee(index);
        // the loser of a hedge counts as far as the limit allows
        if (!first && !owed) feesOfVerified -= payee.fee(index);
    }

    @Override
    public void reattach(int peer) {
        note(nowNs / MS, "> reattach", peer);
        SimulatedPayee payee = peer == KEYS ? keyService : seeders.get(peer);
        if (payee.up) attach(payee, payee.connection, true);
    }

    @Override
    public void dropSeeder(int peer, String why) {
        note(nowNs / MS, "> drop", peer, why);
        SimulatedPayee payee = seeders.get(peer);
        assertFalse(payee.dropped, "dropped twice");
        payee.dropped = true;
        payee.up = false;
    }

    @Override
    public void payRest(int peer, Amount voucher) {
        note(nowNs / MS, "> pay rest", peer, voucher);
        seeders.get(peer).sign(voucher);
        reattach(peer);
    }

    // keys

    @Override
    public void askKeys(long first, long count, @Nullable Amount voucher) {
        note(nowNs / MS, "> keys", first, "+", count, voucher);
        assertTrue(count > 0 && first + count <= everClaimed, "keys beyond what was claimed");
        keyService.sign(voucher);
        keysAskedFirst = first;
        keysAskedCount = count;
        send(keyService, () -> serveKeys(first, count, voucher));
    }

    private void serveKeys(long first, long count, @Nullable Amount voucher) {
        Verdict verdict = keyService.keys(first, count, voucher);
        Runnable arrival =
                verdict instanceof Refused why
                        ? () ->
                                on(
                                        new SessionEvent.KeysRefused(
                                                first, why.reason(), why.toString()))
                        : () -> keysArrive(first, count);
        answer(keyService, latency(), arrival);
    }

    private void keysArrive(long first, long count) {
        if (first != keysAskedFirst || count != keysAskedCount) return;
        keysAskedFirst = -1;
        keysHere.set((int) first, (int) (first + count));
        for (long index = first; index < first + count; index++) keyFits(index);
        on(new SessionEvent.KeysArrived(first, count));
    }

    /** As the check stage: once the key and its page are here. */
    private void keyFits(long index) {
        if (!keysHere.get((int) index) || !pages.contains(index >> 8)) return;
        if (keysFit.get((int) index)) return;
        keysFit.set((int) index);
        long share = plan.price().terms().creatorShare(plan.price().bytesOf(index));
        openedShares = openedShares.plus(share);
        on(new SessionEvent.KeyFits(index));
    }

    // the ring and the player

    private void seek() {
        span = plan.anySpan(delivered, random);
        on(new SessionEvent.Seek(span));
        if (--seeksLeft > 0) after(random.nextLong(random.nextLong(1, 3_000 * MS)), this::seek);
        else leaveWhenDone();
    }

    private void leaveWhenDone() {
        if (plan.seeks() > 0 && seeksLeft == 0 && delivered == span.end())
            after(latency(), () -> on(new SessionEvent.PlayerLeft()));
    }

    @Override
    public void turn(long first) {
        note(nowNs / MS, "> turn", first);
        ring.turn(first);
        reading.clear();
        claimed = first;
        delivered = first;
        play();
    }

    @Override
    public void drop(long index) {
        assertTrue(kept.get((int) index), "dropped what was not here");
        kept.clear((int) index);
    }

    @Override
    public void claim(long index) {
        ring.claim(index);
        claimed++;
        everClaimed = Math.max(everClaimed, claimed);
    }

    @Override
    public void keep(long index) {
        assertEquals(incoming, index, "I7: kept before it was verified");
        assertFalse(kept.get((int) index), "kept twice");
        kept.set((int) index);
    }

    @Override
    public void readLocal(long index) {
        note(nowNs / MS, "> read", index);
        assertTrue(onDisk.get((int) index) && index < claimed, "read what is not there");
        assertFalse(reading.get((int) index), "read twice");
        reading.set((int) index);
        int now = ring.turn();
        after(random.nextLong(3 * MS), () -> read(index, now));
    }

    private void read(long index, int askedIn) {
        if (askedIn != ring.turn() && random.nextBoolean()) return; // it was forgotten
        if (askedIn == ring.turn()) reading.clear((int) index);
        if (random.nextInt(100) < plan.rottenPercent()) {
            onDisk.clear((int) index);
            reading.clear((int) index);
            on(new SessionEvent.SliceUnreadable(index, "rotten"));
            return;
        }
        incoming = index;
        boolean first = pages.add(index >> 8);
        on(new SessionEvent.SliceRead(index));
        incoming = -1;
        if (first) pageCame(index >> 8);
    }

    @Override
    public void publish(long index) {
        note(nowNs / MS, "> publish", index);
        assertTrue(kept.get((int) index), "I7: published before it was verified");
        assertTrue(keysHere.get((int) index), "published without its key");
        ring.publish(index);
        play();
    }

    private void play() {
        if (playing || !ring.canPass()) return;
        playing = true;
        after(random.nextLong(5 * MS), this::pass);
    }

    private void pass() {
        playing = false;
        SessionEvent.SliceDelivered passed = ring.pass();
        boolean taken = passed.turn() == ring.turn();
        if (taken) {
            assertEquals(delivered++, passed.index(), "played in order");
            kept.clear((int) passed.index());
            lastDeliveredNs = nowNs;
        }
        on(passed);
        if (taken) leaveWhenDone();
        play();
    }

    @Override
    public void done() {
        assertFalse(done, "done twice");
        assertNull(failure, "done after it failed");
        note(nowNs / MS, "> done");
        done = true;
    }

    @Override
    public void fail(Failure failure) {
        assertNull(this.failure, "failed twice");
        note(nowNs / MS, "> fail", failure);
        this.failure = failure;
    }

    // what must hold

    Amount signed() {
        Amount sum = keyService.signedHere();
        for (SimulatedPayee payee : seeders) sum = sum.plus(payee.signedHere());
        return sum;
    }

    private Amount paidForSlices() {
        return seeders.stream().map(s -> s.paidForContent()).reduce(Amount.ZERO, Amount::plus);
    }

    private void check() {
        try {
            seeders.forEach(SimulatedPayee::checkSeeder);
            keyService.checkKeyService(openedShares);
            assertTrue(
                    signed().compareTo(plan.limit()) <= 0,
                    () -> "spent " + signed() + " of " + plan.limit());
            assertTrue(
                    paidForSlices().compareTo(Amount.of(feesOfVerified)) <= 0,
                    () ->
                            "a slice was paid twice: "
                                    + paidForSlices()
                                    + " "
                                    + Amount.of(feesOfVerified));
            assertTrue(session.duplicates().slices() <= Duplicates.most(plan.price()));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + trace(), e);
        }
    }

    /** All is delivered, and all that was signed is in the payees' hands. */
    void checkDone() {
        assertTrue(done, () -> failure + "\n" + trace());
        assertEquals(span.end(), delivered, "delivered");
        if (plan.price().terms().isFree()) return;
        // keys that a connection took, of slices that the player left, are not asked again
        boolean left = plan.seeks() > 0 && plan.meanLossNs() > 0;
        if (!left && !keyService.signedHere().isZero()) keyService.checkSettled();
        seeders.stream().filter(s -> !s.dropped).forEach(SimulatedPayee::checkSettled);
        if (plan.seeks() > 0 || seeders.stream().anyMatch(s -> s.dropped)) return;
        assertEquals(Amount.of(feesOfVerified), paidForSlices(), this::trace);
        Amount twice = session.duplicates().fees();
        assertEquals(Amount.of(feesOfFirsts).plus(twice), paidForSlices(), this::trace);
    }

    Failure needFailure() {
        assertFalse(done, "it did not fail");
        return java.util.Objects.requireNonNull(failure);
    }
}
