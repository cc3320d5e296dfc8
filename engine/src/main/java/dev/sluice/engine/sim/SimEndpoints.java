package dev.sluice.engine.sim;

import dev.sluice.chain.jury.Jury;
import dev.sluice.chain.jury.Quorum;
import dev.sluice.chain.jury.Quorum.Vote;
import dev.sluice.chain.jury.Sighting;
import dev.sluice.chain.jury.Verdict;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.InMemoryLedger;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The endpoints of one node, of which a minority lies together and any may lag or be dead; and the
 * jury and the quorum of production, which decide what the node believes (T10).
 */
@SuppressWarnings("EnumOrdinal") // numbers of this run alone
final class SimEndpoints {
    private static final int MOST_LAG = 4;
    private static final int LIE_FACTOR = 4;
    private static final int LEAGUE_PER_MILLION = 500_000;
    private static final int BEHIND_BLOCKS = 8;
    private static final long HEAD_AGE_SECONDS = 180;

    /** Short, so that a world meets more than one lie. */
    private static final long QUARANTINE_NS = 2_000_000_000L;

    private enum Lie {
        LARGER_RESERVE,
        CLAIM_HIDDEN,
        EXIT_HIDDEN,
        EXIT_INVENTED,
        OTHER_HEAD,
        OTHER_BRANCH,
        NONE
    }

    private final SimNode node;
    private final World world;
    private final InMemoryLedger ledger;
    private final Jury jury =
            new Jury(
                    Cast.DOMAIN.chainId(), Cast.DOMAIN.contract(), HEAD_AGE_SECONDS, BEHIND_BLOCKS);
    private final Quorum quorum;
    private final int count;
    private final long[] highest;
    private final long[] heldUntilNs;

    SimEndpoints(SimNode node, InMemoryLedger ledger) {
        this.node = node;
        this.world = node.world;
        this.ledger = ledger;
        this.count = 3 + 2 * world.random.nextInt(2);
        this.quorum = new Quorum(count);
        this.highest = new long[count];
        this.heldUntilNs = new long[count];
    }

    /** What one endpoint shows at this moment. */
    private record View(boolean dead, long head, Lie lie) {}

    /**
     * A channel as enough of them say.
     *
     * @throws LedgerException when they do not decide
     */
    ChannelOnChain channel(ChannelId id, int depth) {
        List<View> views = views(id);
        tellAccomplice(views.getFirst(), id);
        if (world.has(Bug.BELIEVES_THE_FIRST_ENDPOINT) && !views.getFirst().dead)
            return state(views.getFirst(), id, ledger.blockNumber() - depth);
        List<View> fit = new ArrayList<>();
        List<Integer> numbers = judge(views);
        numbers.forEach(i -> fit.add(views.get(i)));
        for (long height : quorum.heights(fit.stream().map(View::head).toList())) {
            List<Optional<Vote<ChannelOnChain>>> votes =
                    fit.stream().map(view -> vote(view, id, height - depth)).toList();
            Optional<Vote<ChannelOnChain>> decided = quorum.decide(votes);
            if (decided.isEmpty()) continue;
            for (int i = 0; i < votes.size(); i++)
                if (Quorum.isLie(decided.get(), votes.get(i))) hold(numbers.get(i), depth);
            return decided.get().answer();
        }
        world.note(Happening.LEDGER_UNDECIDED, node.number, fit.size(), count);
        throw new LedgerException("the endpoints do not agree");
    }

    /** A liar that somebody pays lies for that one's channels most of all. */
    private boolean isInLeague(ChannelId id) {
        return world.plan.liePerMillion() > 0
                && world.rogues.stream().anyMatch(rogue -> rogue.owns(id))
                && world.faults.chance(LEAGUE_PER_MILLION);
    }

    /** Whoever gains by a reserve that is not there hears where it was told. */
    private void tellAccomplice(View view, ChannelId id) {
        if (view.dead || !(view.lie == Lie.LARGER_RESERVE || view.lie == Lie.OTHER_BRANCH)) return;
        for (Rogue rogue : world.rogues) rogue.hearsOfLie(id, LIE_FACTOR);
    }

    private List<View> views(ChannelId id) {
        Lie lie = Lie.NONE;
        if (world.faults.chance(world.plan.liePerMillion()))
            lie = Lie.values()[world.random.nextInt(Lie.values().length - 1)];
        else if (isInLeague(id)) lie = Lie.LARGER_RESERVE;
        if (lie != Lie.NONE) world.note(Happening.ENDPOINT_LIED, node.number, lie.ordinal(), 0);
        List<View> views = new ArrayList<>();
        for (int i = 0; i < count; i++) views.add(view(i < count / 2 ? lie : Lie.NONE));
        return views;
    }

    private View view(Lie lie) {
        if (world.faults.chance(world.plan.silentPerMillion())) return new View(true, 0, lie);
        long head = ledger.blockNumber();
        if (lie == Lie.OTHER_HEAD) return new View(false, head + 1_000, lie);
        if (!world.faults.chance(world.plan.lagPerMillion())) return new View(false, head, lie);
        int lag = 1 + world.random.nextInt(MOST_LAG);
        world.note(Happening.LEDGER_LAGGED, node.number, lag, 0);
        return new View(false, Math.max(0, head - lag), lie);
    }

    /** Which ones are fit now, by number. */
    private List<Integer> judge(List<View> views) {
        List<Sighting> sightings = views.stream().map(this::sighting).toList();
        List<Verdict> verdicts = jury.judge(sightings, highest, world.chain.timeSeconds());
        Optional<Long> height = Jury.commonHeight(sightings, verdicts);
        if (height.isPresent()) {
            long at = height.get();
            List<Optional<Bytes32>> hashes = views.stream().map(view -> hash(view, at)).toList();
            verdicts = Jury.compare(verdicts, hashes, at);
        }
        List<Integer> fit = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (verdicts.get(i) instanceof Verdict.Liar) hold(i, -1);
            if (!verdicts.get(i).isFit() || world.agenda.nowNs() < heldUntilNs[i]) continue;
            highest[i] = Math.max(highest[i], views.get(i).head);
            fit.add(i);
        }
        return fit;
    }

    private void hold(int endpoint, int depth) {
        heldUntilNs[endpoint] = world.agenda.nowNs() + QUARANTINE_NS;
        world.note(Happening.ENDPOINT_CONVICTED, node.number, endpoint, depth);
    }

    private Sighting sighting(View view) {
        return view.dead
                ? new Sighting.Silent("dead")
                : new Sighting.Seen(
                        Cast.DOMAIN.chainId(), true, view.head, world.chain.timeSeconds());
    }

    private Optional<Bytes32> hash(View view, long height) {
        if (view.dead || view.head < height) return Optional.empty();
        Bytes32 truth = world.chain.hash(height);
        return Optional.of(
                view.lie == Lie.OTHER_BRANCH ? new Bytes32(9, 9, 9, truth.hashCode()) : truth);
    }

    private Optional<Vote<ChannelOnChain>> vote(View view, ChannelId id, long at) {
        return hash(view, at).map(hash -> new Vote<>(hash, state(view, id, at)));
    }

    private ChannelOnChain state(View view, ChannelId id, long at) {
        ChannelOnChain truth = ledger.channel(id, (int) (ledger.blockNumber() - at));
        return switch (view.lie) {
            case LARGER_RESERVE, OTHER_BRANCH ->
                    new ChannelOnChain(
                            truth.reserve().times(LIE_FACTOR),
                            truth.claimed(),
                            ChannelOnChain.OPEN);
            case CLAIM_HIDDEN -> new ChannelOnChain(truth.reserve(), Amount.ZERO, truth.exitAt());
            case EXIT_HIDDEN ->
                    new ChannelOnChain(truth.reserve(), truth.claimed(), ChannelOnChain.OPEN);
            case EXIT_INVENTED ->
                    new ChannelOnChain(
                            truth.reserve(), truth.claimed(), world.chain.timeSeconds() + 5);
            case OTHER_HEAD, NONE -> truth;
        };
    }
}
