package dev.sluice.engine.session;

import dev.sluice.engine.Samples;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.PayerChannel;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.store.PromiseMarks;
import dev.sluice.payments.terms.WorkPrice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A session that a test drives by hand; what it wants done is noted as text. */
final class SessionScript implements Effects {
    private static final Amount RESERVE = Amount.of(100_000_000);

    private final WorkPrice price;
    private final List<Seeder> seeders = new ArrayList<>();
    private final List<PayerChannel> channels = new ArrayList<>();
    private final List<String> wanted = new ArrayList<>();
    private final Set<Long> onDisk = new TreeSet<>();
    private final SortedSet<Long> asked = new TreeSet<>();
    private final Set<Long> reading = new TreeSet<>();
    private @Nullable PayerChannel keyMoney;
    private @Nullable ConsumerSession session;
    private @Nullable Failure failure;
    private Amount start = Amount.ZERO;
    private int count;
    private boolean free;
    private SessionSettings settings = SessionSettings.DEFAULT;
    private boolean forgetful;
    private boolean done;
    private long nowNs;
    private long published = -1;
    private long keysFirst;
    private long keysCount;
    private int keyAsks;

    SessionScript(WorkPrice price) {
        this.price = price;
    }

    /** A player of two slices, and two seeders that it has paid before. */
    static SessionScript two(long limit) {
        SessionScript two = new SessionScript(Samples.price(2, 4_000));
        two.seeders(2).paid(100_000).playing(125).start(limit);
        two.ready(0, 100_000, 100_000);
        two.ready(1, 100_000, 100_000);
        return two;
    }

    SessionScript seeders(int count) {
        this.count = count;
        return this;
    }

    /** What the payer believes it has paid on each channel before. */
    SessionScript paid(long amount) {
        start = Amount.of(amount);
        return this;
    }

    /** The payer has forgotten all that it signed. */
    SessionScript fromAnOldDisk() {
        forgetful = true;
        return this;
    }

    /** These slices lie on the payer's own disk. */
    SessionScript onDisk(Long... slices) {
        onDisk.addAll(List.of(slices));
        return this;
    }

    /** A slice plays so long; else nobody waits for any. */
    SessionScript playing(long sliceMs) {
        settings = SessionSettings.DEFAULT.playing(sliceMs * SessionPlan.MS);
        return this;
    }

    SessionScript free() {
        free = true;
        return this;
    }

    void start(long limit) {
        for (int i = 0; i < count; i++) {
            channels.add(channel(i + 1));
            seeders.add(new Seeder(i, price, free ? null : channels.get(i)));
        }
        keyMoney = channel(0);
        session =
                new ConsumerSession(
                        price,
                        settings,
                        seeders,
                        new KeyDesk(price, free ? null : keyMoney, 0),
                        new Spending(Amount.of(limit)),
                        Span.all(price.slices()),
                        onDisk::contains);
    }

    private PayerChannel channel(int salt) {
        ChannelParameters parameters = Samples.channel(salt);
        if (forgetful)
            return PayerChannel.restored(
                    Samples.id(parameters),
                    parameters,
                    RESERVE,
                    PromiseMarks.NONE,
                    Samples.bytes32(1));
        return PayerChannel.restored(Samples.id(parameters), parameters, RESERVE, start, start);
    }

    void on(SessionEvent event) {
        Objects.requireNonNull(session).on(event, nowNs, this);
    }

    void tick(long ms) {
        nowNs += ms * SessionPlan.MS;
        on(new SessionEvent.Tick());
    }

    void ready(int peer, long accepted, long served) {
        on(new SessionEvent.SeederReady(peer, Amount.of(accepted), Amount.of(served)));
    }

    void refused(int peer, long index, Reason reason) {
        on(new SessionEvent.SliceRefused(peer, index, reason, "refused"));
    }

    /** The payee holds all that was signed for it. */
    void acknowledge(int peer) {
        on(new SessionEvent.PaymentAcknowledged(peer, money(peer).nextCumulative()));
    }

    void playAllFrom(int peer) {
        playFrom(peer, price.slices());
    }

    /** One seeder and the key service bring all that is asked, and the player takes it. */
    void playFrom(int peer, long slices) {
        Amount paid = money(peer).nextCumulative();
        on(new SessionEvent.SeederReady(peer, paid, paid));
        on(new SessionEvent.KeyServiceReady(Objects.requireNonNull(keyMoney).nextCumulative()));
        for (long delivered = 0; delivered < slices; delivered++) {
            for (int turn = 0; published < delivered; turn++) {
                if (turn > 100) throw new AssertionError("slice " + delivered + " never comes");
                bring(peer);
            }
            on(new SessionEvent.SliceDelivered(delivered));
        }
    }

    private void bring(int peer) {
        for (long index : List.copyOf(asked)) on(new SessionEvent.SliceVerified(peer, index));
        for (long index : List.copyOf(reading)) on(new SessionEvent.SliceRead(index));
        long keys = keysCount;
        keysCount = 0;
        long end = keysFirst + keys;
        if (keys > 0) on(new SessionEvent.KeysArrived(keysFirst, keys));
        for (long index = end - keys; index < end; index++) on(new SessionEvent.KeyFits(index));
    }

    /** All that is asked for has come before the player takes the next slice. */
    void playSlowlyFrom(int peer, long slices) {
        playFrom(peer, 0);
        for (long delivered = 0; delivered < slices; delivered++) {
            for (int known = -1; known < wanted.size(); bring(peer)) known = wanted.size();
            on(new SessionEvent.SliceDelivered(delivered));
        }
    }

    /** How often keys were asked for. */
    int keyAsks() {
        return keyAsks;
    }

    PayerChannel money(int peer) {
        return channels.get(peer);
    }

    /** What a seeder would be paid now for what it brought. */
    long owedFor(int peer) {
        Amount rest = seeders.get(peer).payRest();
        return rest == null ? 0 : rest.toLongSaturated();
    }

    Amount signed() {
        Amount sum = Objects.requireNonNull(keyMoney).nextCumulative();
        for (PayerChannel channel : channels) sum = sum.plus(channel.nextCumulative());
        return sum;
    }

    boolean isDone() {
        return done;
    }

    boolean hasFailed() {
        return failure != null;
    }

    Failure failureAfterSettling() {
        tick(100);
        tick(SessionSettings.DEFAULT.settleNs() / SessionPlan.MS);
        return failure();
    }

    Failure failure() {
        return Objects.requireNonNull(failure, "it did not fail");
    }

    /** What the next slice waits for, of whom, and what was promised so far. */
    String outlook() {
        Outlook outlook = Objects.requireNonNull(session).outlook();
        return outlook.waitsFor() + " " + outlook.peers() + " " + outlook.signed();
    }

    Duplicates duplicates() {
        return Objects.requireNonNull(session).duplicates();
    }

    /** What was wanted since the last time, but for claims. */
    String take() {
        String all = String.join("; ", wanted);
        wanted.clear();
        return all;
    }

    @Override
    public void claim(long index) {}

    @Override
    public void readLocal(long index) {
        reading.add(index);
        wanted.add("read " + index);
    }

    @Override
    public void askSlice(int peer, long index, boolean withPages, @Nullable Amount voucher) {
        asked.add(index);
        wanted.add("ask " + peer + " " + index + (withPages ? " pages " : "  ") + voucher);
    }

    @Override
    public void cancelSlice(int peer, long index) {
        wanted.add("cancel " + peer + " " + index);
    }

    @Override
    public void askKeys(long first, long count, @Nullable Amount voucher) {
        keysFirst = first;
        keysCount = count;
        keyAsks++;
        wanted.add("keys " + first + "+" + count + " " + voucher);
    }

    @Override
    public void turn(long first) {
        wanted.add("turn " + first);
    }

    @Override
    public void drop(long index) {
        wanted.add("drop slice " + index);
    }

    @Override
    public void keep(long index) {}

    @Override
    public void publish(long index) {
        published = Math.max(published, index);
        asked.remove(index);
        reading.remove(index);
        wanted.add("publish " + index);
    }

    @Override
    public void reattach(int peer) {
        wanted.add("reattach " + peer);
    }

    @Override
    public void dropSeeder(int peer, String why) {
        wanted.add("drop " + peer);
    }

    @Override
    public void payRest(int peer, Amount voucher) {
        wanted.add("pay " + peer + " " + voucher);
    }

    @Override
    public void done() {
        done = true;
    }

    @Override
    public void fail(Failure failure) {
        this.failure = failure;
    }
}
