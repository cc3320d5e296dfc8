package dev.sluice.engine.sim;

import dev.sluice.engine.consumer.ChannelBook;
import dev.sluice.engine.consumer.PromiseDesk;
import dev.sluice.engine.consumer.Purse;
import dev.sluice.engine.session.ConsumerSession;
import dev.sluice.engine.session.Effects;
import dev.sluice.engine.session.KeyDesk;
import dev.sluice.engine.session.Seeder;
import dev.sluice.engine.session.SessionEvent;
import dev.sluice.engine.session.SessionSettings;
import dev.sluice.engine.session.Span;
import dev.sluice.engine.session.Spending;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.KeyRanges;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One playback: the session's core, with the network, the ring and the player of the simulation
 * around it.
 */
final class PlayerSession implements Effects {
    private static final long MS = 1_000_000;
    private static final long IDLE_NS = 20_000 * MS;
    private static final int KEYS = ConsumerSession.KEY_SERVICE;

    private final SimPlayer player;
    private final World world;
    private final ConsumerSession core;
    private final PlayerLink keyLink;
    private final List<PlayerLink> seeders = new ArrayList<>();
    private final BitSet verified = new BitSet();
    private final BitSet published = new BitSet();
    private final long[] contents;
    private final PromiseDesk desk;
    private long keysAskedFirst = -1;
    private long keysAskedCount;
    private long delivered;
    private long progressNs;
    private long skewNs;
    private boolean playing;
    private boolean over;

    PlayerSession(
            SimPlayer player,
            List<ChannelBook.@Nullable Ready> sources,
            PromiseDesk desk,
            long first) {
        this.player = player;
        this.world = player.world;
        this.desk = desk;
        this.delivered = first;
        this.contents = new long[(int) world.plan.price().slices()];
        List<Seeder> mirrors = new ArrayList<>();
        keyLink = link(KEYS, 0, sources.getFirst());
        for (int i = 0; i < world.plan.seeders(); i++) {
            ChannelBook.Ready source = sources.get(i + 1);
            seeders.add(link(i, i + 1, source));
            mirrors.add(
                    new Seeder(i, world.plan.price(), source == null ? null : source.channel()));
        }
        ChannelBook.Ready keys = sources.getFirst();
        core =
                new ConsumerSession(
                        world.plan.price(),
                        new SessionSettings(
                                world.plan.ringSlots(), 125 * MS, 400 * MS, 8, 5_000 * MS, false),
                        mirrors,
                        new KeyDesk(
                                world.plan.price(),
                                keys == null ? null : keys.channel(),
                                keys == null ? new KeyRanges() : keys.keys(),
                                first),
                        new Spending(desk.limit(), desk.spent()),
                        new Span(first, world.plan.price().slices()),
                        _ -> false);
    }

    /** The purse comes with a voucher over what is owed from before, which is a signature too. */
    private PlayerLink link(int peer, int seller, ChannelBook.@Nullable Ready source) {
        Purse purse = source == null ? null : source.purse();
        if (purse != null) {
            int channel = world.number(purse.channel());
            SignedVoucher owed = purse.last();
            long known = owed == null ? 0 : SimSeller.amount(owed);
            world.checker.signed(channel, known);
            world.checker.sessionStarted(channel, known);
        }
        return new PlayerLink(this, peer, world.seller(seller), purse);
    }

    SimPlayer player() {
        return player;
    }

    boolean isOver() {
        return over;
    }

    void begin() {
        progressNs = world.agenda.nowNs();
        world.note(Happening.SESSION_STARTED, player.number, delivered, 0);
        keyLink.connect();
        seeders.forEach(PlayerLink::connect);
        tick();
    }

    private void tick() {
        if (over) return;
        player.after((100 + world.random.nextLong(300)) * MS, this::tick);
        if (world.faults.chance(2_000)) {
            skewNs += world.random.nextLong(10_000 * MS);
            world.note(Happening.CLOCK_JUMPED, player.number, skewNs, 0);
        }
        if (world.random.nextInt(4) == 0) desk.note();
        if (world.agenda.nowNs() - progressNs > IDLE_NS)
            on(new SessionEvent.NothingArrives("nothing arrived"));
        else on(new SessionEvent.Tick());
    }

    void on(SessionEvent event) {
        if (over) return;
        core.on(event, world.agenda.nowNs() + skewNs, this);
        world.checker.spent(player.number, limit());
    }

    private long limit() {
        return world.plan.limit().toLongSaturated();
    }

    void receive(Line line, Message message) {
        if (over) return;
        if (keyLink.isOn(line)) keyLink.receive(message);
        else for (PlayerLink link : seeders) if (link.isOn(line)) link.receive(message);
    }

    void lineLost(Line line) {
        if (over) return;
        if (keyLink.isOn(line)) keyLink.lost();
        else for (PlayerLink link : seeders) if (link.isOn(line)) link.lost();
    }

    // what arrives

    void slice(PlayerLink from, long index, long content) {
        if (content != Answers.content(index) && !world.has(Bug.PLAYS_LIES)) {
            world.note(Happening.SLICE_FORGED, player.number, from.peer(), index);
            on(new SessionEvent.SliceForged(from.peer(), index, "a lie"));
            return;
        }
        if (!verified.get((int) index)) {
            verified.set((int) index);
            contents[(int) index] = content;
        }
        from.received(index);
        progressNs = world.agenda.nowNs();
        world.note(Happening.SLICE_VERIFIED, player.number, from.peer(), index);
        on(new SessionEvent.SliceVerified(from.peer(), index));
    }

    void keys(long first, long count, boolean fit) {
        if (first != keysAskedFirst || count != keysAskedCount) return;
        keysAskedFirst = -1;
        if (!fit) {
            world.note(Happening.KEY_FORGED, player.number, first, count);
            on(new SessionEvent.KeyForged("a key that does not fit"));
            return;
        }
        for (long index = first; index < first + count; index++) {
            keyLink.received(index);
            on(new SessionEvent.KeyFits(index));
        }
        on(new SessionEvent.KeysArrived(first, count));
    }

    // what the core wants

    @Override
    public void claim(long index) {}

    @Override
    public void readLocal(long index) {
        throw new IllegalStateException("slice " + index + " lies on no disk");
    }

    @Override
    public void askSlice(int peer, long index, boolean withPages, @Nullable Amount voucher) {
        seeders.get(peer).askSlice(index, voucher);
        if (world.has(Bug.PAYS_UNVERIFIED_SLICES))
            player.after(0, () -> on(new SessionEvent.SliceVerified(peer, index)));
    }

    @Override
    public void cancelSlice(int peer, long index) {
        seeders.get(peer).cancelSlice(index);
    }

    @Override
    public void askKeys(long first, long count, @Nullable Amount voucher) {
        keysAskedFirst = first;
        keysAskedCount = count;
        keyLink.askKeys(first, count, voucher);
    }

    @Override
    public void turn(long first) {}

    @Override
    public void drop(long index) {}

    @Override
    public void keep(long index) {}

    @Override
    public void publish(long index) {
        published.set((int) index);
        play();
    }

    private void play() {
        if (playing || over || !published.get((int) delivered)) return;
        playing = true;
        player.after(world.random.nextLong(20 * MS), this::deliver);
    }

    private void deliver() {
        playing = false;
        if (over) return;
        long index = delivered++;
        long shown = verified.get((int) index) ? contents[(int) index] : -1;
        world.checker.delivered(player.number, Answers.content(index), shown);
        world.note(Happening.SLICE_DELIVERED, player.number, index, shown);
        player.delivered(index);
        progressNs = world.agenda.nowNs();
        on(new SessionEvent.SliceDelivered(index));
        play();
    }

    @Override
    public void reattach(int peer) {
        if (peer == KEYS) keyLink.showAgain();
        else seeders.get(peer).showAgain();
    }

    @Override
    public void dropSeeder(int peer, String why) {
        world.note(Happening.SEEDER_DROPPED, player.number, peer, 0);
        world.trace.say(player.number, why);
        seeders.get(peer).close();
    }

    @Override
    public void payRest(int peer, Amount voucher) {
        seeders.get(peer).payRest(voucher);
    }

    @Override
    public void done() {
        end(null);
    }

    @Override
    public void fail(Failure failure) {
        end(failure);
    }

    private void end(@Nullable Failure failure) {
        if (over) return;
        over = true;
        seeders.forEach(PlayerLink::rest);
        keyLink.rest();
        keyLink.close();
        seeders.forEach(PlayerLink::close);
        player.ended(failure, seeders.stream().anyMatch(PlayerLink::isTrusted));
    }
}
