package dev.sluice.engine.sim;

import dev.sluice.engine.session.Effects.Failure;
import dev.sluice.engine.sim.checker.Checker;
import dev.sluice.engine.sim.checker.Prices;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.ledger.LedgerEvent;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A whole world in one thread, from one seed, in virtual time: a chain, a key service, seeders,
 * players, rogues, and what goes wrong between them.
 *
 * <p>Node 0 is the key service; then come the seeders, the players and the rogues.
 */
final class World {
    static final long FUNDS = 1L << 50;
    private static final long MS = 1_000_000;
    private static final int CO_CREATOR = Cast.NODES - 1;

    final Plan plan;
    final Agenda agenda = new Agenda();
    final RandomGenerator random;
    final Faults faults;
    final Trace trace;
    final Checker checker;
    final Coverage coverage = new Coverage();
    final Net net = new Net(this);
    final TreeMap<ChannelId, Integer> channels = new TreeMap<>();
    final SimChain chain;
    final List<SimSeller> sellers = new ArrayList<>();
    final List<SimPlayer> players = new ArrayList<>();
    final List<Rogue> rogues = new ArrayList<>();
    final List<ChannelParameters> parameters = new ArrayList<>();

    /** Vouchers of honest players, for those who replay. */
    final List<SignedVoucher> overheard = new ArrayList<>();

    private final Bug bug;
    private final boolean shared;
    private final Thread own = Thread.currentThread();
    private volatile @Nullable Thread stranger;
    private long events;

    World(
            Plan plan,
            RandomGenerator random,
            @Nullable CrashPoint only,
            Bug bug,
            @Nullable Consumer<String> reader) {
        this.plan = plan;
        this.bug = bug;
        this.random = random;
        this.faults = new Faults(plan, random, only);
        this.trace = new Trace(agenda, reader);
        this.shared = random.nextBoolean();
        this.checker =
                new Checker(
                        new Prices(
                                plan.price().terms().pricePerMibBaseUnits(),
                                plan.price().terms().seederShareBps(),
                                plan.price().contentBytes(),
                                plan.price().sliceBytes(),
                                plan.durationMillis()));
        this.chain = new SimChain(this);
        for (int i = 0; i <= plan.seeders(); i++) sellers.add(new SimSeller(this, i, mischief(i)));
        int next = sellers.size();
        for (int i = 0; i < plan.players(); i++) players.add(new SimPlayer(this, next++));
        for (int i = 0; i < plan.rogues(); i++) rogues.add(new Rogue(this, next++));
    }

    static World of(long seed, Bug bug, @Nullable Consumer<String> reader) {
        RandomGenerator random = new SplittableRandom(seed);
        Plan plan = Plan.any(random, new SplittableRandom(Long.reverse(seed)));
        return new World(plan, random, null, bug, reader);
    }

    boolean has(Bug other) {
        return bug == other;
    }

    private Plan.Mischief mischief(int seller) {
        if (seller == 0) return plan.creator();
        return seller == plan.seeders() ? plan.lastSeeder() : Plan.Mischief.NONE;
    }

    // life

    void begin() {
        trace.say(0, plan.toString());
        for (int node = 0; node < plan.nodes(); node++) if (isPayer(node)) chain.fund(node, FUNDS);
        chain.start();
        sellers.forEach(SimNode::start);
        players.forEach(SimNode::start);
        rogues.forEach(SimNode::start);
        backUpLater();
    }

    private void backUpLater() {
        agenda.after(
                (1_000 + random.nextLong(6_000)) * MS,
                () -> {
                    if (faults.calm()) return;
                    sellers.forEach(SimSeller::backUp);
                    players.forEach(SimPlayer::backUp);
                    backUpLater();
                });
    }

    /**
     * One event; false when there is none left.
     *
     * @throws IllegalStateException when a node acted on a thread of its own: the world of this
     *     seed would not be the same again
     */
    boolean step() {
        if (stranger != null) throw new IllegalStateException("also in the world: " + stranger);
        Runnable next = agenda.next();
        if (next == null) return false;
        events++;
        next.run();
        return true;
    }

    long events() {
        return events;
    }

    void note(Happening what, long who, long a, long b) {
        Thread caller = Thread.currentThread();
        if (!caller.equals(own)) stranger = caller;
        coverage.count(what);
        trace.add(what, who, a, b);
    }

    void refusal(Reason reason) {
        coverage.count(reason);
    }

    void failed(int node, Failure failure) {
        coverage.count(failure.kind());
        trace.say(node, failure.text());
    }

    // who is who

    boolean isPayer(int node) {
        return node > plan.seeders() && node < plan.nodes();
    }

    SimSeller seller(int node) {
        return sellers.get(node);
    }

    SimSeller sellerOf(Address payee) {
        for (SimSeller seller : sellers)
            if (Cast.wallet(seller.number).address().equals(payee)) return seller;
        throw new IllegalArgumentException("no seller " + payee);
    }

    private int nodeOf(Address account) {
        for (int node = 0; node < plan.nodes(); node++)
            if (Cast.wallet(node).address().equals(account)) return node;
        throw new IllegalArgumentException("nobody has the account " + account);
    }

    /** What the creator's channels pay to others. */
    List<Share> split() {
        if (!shared) return List.of();
        return List.of(
                new Share(Cast.wallet(0).address(), 7_001),
                new Share(Cast.wallet(CO_CREATOR).address(), 2_999));
    }

    Bytes32 splitHash() {
        return shared ? new Split(split()).hash() : Bytes32.ZERO;
    }

    // channels

    void register(ChannelId id, ChannelParameters channel) {
        if (channels.containsKey(id)) return;
        int payee = nodeOf(channel.payee());
        channels.put(id, checker.channel(nodeOf(channel.payer()), payee, payee == 0));
        parameters.add(channel);
    }

    int number(ChannelId id) {
        Integer number = channels.get(id);
        if (number == null) throw new IllegalStateException("channel " + id + " is unknown");
        return number;
    }

    void forEachChannelOf(SimSeller seller, ObjIntConsumer<ChannelId> visitor) {
        Address payee = Cast.wallet(seller.number).address();
        channels.forEach(
                (id, number) -> {
                    if (parameters.get(number).payee().equals(payee)) visitor.accept(id, number);
                });
    }

    /** The chain's news reach each seller that is up, some time later. */
    void tellSellers(LedgerEvent event) {
        for (SimSeller seller : sellers)
            seller.after(random.nextLong(800 * MS), () -> seller.onChain(event));
    }
}
