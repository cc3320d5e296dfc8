package dev.sluice.engine.sim;

import dev.sluice.engine.sim.checker.Violation;
import dev.sluice.payments.ledger.ChannelOnChain;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs one world from its beginning to its end: first with faults, then without, until everybody is
 * done and every channel is closed.
 *
 * <p>Faults last for three fifths of the events that were asked for; what comes after them takes as
 * long as it takes, within a limit (I9). Threads: one world, one thread; worlds share nothing that
 * changes.
 */
public final class Simulation {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long CALM_LIMIT_NS = 900 * SECOND_NS;
    private static final int KEPT_LINES = 40;
    private static final int LOOK_EVERY = 16;

    private final World world;
    private final long faultyEvents;
    private long calmSinceNs;

    private Simulation(World world, long faultyEvents) {
        this.world = world;
        this.faultyEvents = faultyEvents;
    }

    /** Runs the world of a seed. */
    public static Outcome run(long seed, long events) {
        return run(seed, events, Bug.NONE);
    }

    /** Runs the world of a seed, and tells {@code reader} all that happens, a line each. */
    public static Outcome run(long seed, long events, @Nullable Consumer<String> reader) {
        return new Simulation(World.of(seed, Bug.NONE, reader), events * 3 / 5).outcome(seed);
    }

    /** Runs the world of a seed with a fault in its nodes. */
    static Outcome run(long seed, long events, Bug bug) {
        return new Simulation(World.of(seed, bug, null), events * 3 / 5).outcome(seed);
    }

    /** The last lines of what happened before a world ended. */
    public static List<String> lastLines(long seed, long events) {
        Deque<String> kept = new ArrayDeque<>();
        Outcome _ =
                run(
                        seed,
                        events,
                        line -> {
                            if (kept.size() == KEPT_LINES) kept.removeFirst();
                            kept.addLast(line);
                        });
        return List.copyOf(kept);
    }

    /** Where the standard world's nodes can die, each place up to so many times. */
    static List<CrashPoint> crashPoints(long seed, int occurrences) {
        World world = standard(seed, null);
        Outcome calm = new Simulation(world, 0).outcome(seed);
        if (calm.failed()) throw new IllegalStateException("the standard world fails: " + calm);
        return world.faults.points(occurrences);
    }

    /** The standard world with one crash. */
    static Outcome run(long seed, CrashPoint point) {
        return new Simulation(standard(seed, point), 0).outcome(seed);
    }

    private static World standard(long seed, @Nullable CrashPoint point) {
        return new World(Plan.standard(10), new SplittableRandom(seed), point, Bug.NONE, null);
    }

    private Outcome outcome(long seed) {
        String error = null;
        try {
            play();
        } catch (RuntimeException broken) {
            error = describe(broken);
        }
        Violation violation = world.checker.violation();
        return new Outcome(
                seed,
                world.events(),
                world.checker.checks(),
                world.trace.hash(),
                violation != null ? violation.toString() : error,
                violation == null ? null : violation.invariant(),
                world.coverage);
    }

    private static String describe(RuntimeException broken) {
        StackTraceElement[] trace = broken.getStackTrace();
        return "a core threw " + broken + (trace.length > 0 ? " at " + trace[0] : "");
    }

    private void play() {
        world.begin();
        if (faultyEvents == 0) calm();
        while (world.checker.violation() == null && world.step()) {
            if (!world.faults.calm()) {
                if (world.events() >= faultyEvents) calm();
            } else if (world.events() % LOOK_EVERY == 0 && over()) break;
        }
        if (world.checker.violation() == null) judgeEnd();
    }

    private void calm() {
        world.faults.stop();
        calmSinceNs = world.agenda.nowNs();
        world.players.forEach(SimPlayer::tryAgain);
    }

    private boolean over() {
        if (world.agenda.nowNs() - calmSinceNs > CALM_LIMIT_NS) return true;
        for (SimPlayer player : world.players)
            if (!player.isOver() || player.isPlaying()) return false;
        return world.channels.keySet().stream()
                .map(id -> world.chain.channel(id))
                .allMatch(state -> state.isClosed() || isUnknown(state));
    }

    private static boolean isUnknown(ChannelOnChain state) {
        return state.reserve().isZero() && !state.isClosed();
    }

    private void judgeEnd() {
        boolean ample = world.plan.limit().compareTo(world.plan.price().total().times(3)) >= 0;
        for (SimPlayer player : world.players) {
            long slices = world.plan.price().slices();
            if (!player.isOver() || player.isPlaying())
                world.checker.stuck(player.number, player.bookmark(), slices);
            boolean must = ample && world.plan.isHonest() && !player.isRefused();
            world.checker.ended(player.number, must, player.bookmark(), slices);
        }
        world.chain.check();
        world.channels.forEach((_, number) -> world.checker.settled(number));
    }
}
