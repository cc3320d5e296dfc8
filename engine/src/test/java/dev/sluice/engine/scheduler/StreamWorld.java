package dev.sluice.engine.scheduler;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiFunction;

/** Peers, a shared bottleneck and a player in virtual time, for one policy. */
final class StreamWorld implements Asks {
    static final long STEP_NS = 10_000_000;

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long TICK_NS = 50_000_000;
    private static final long END_NS = 400 * SECOND_NS;
    private static final long SEEK_EVERY_NS = 8 * SECOND_NS;

    /** What is looked at after each decision. */
    interface Watch {
        void decided(StreamWorld world);
    }

    private final StreamPlan plan;
    private final List<SimPeer> peers;
    private final SimCredit credit;
    private final Policy policy;
    private final BitSet here = new BitSet();
    private final List<BitSet> asked = new ArrayList<>();
    private final Score score = new Score();
    private long nowNs;
    private long taken;
    private long playedAtNs;
    private long waitingSinceNs;
    private int seeks;
    private boolean changed;
    private boolean seeking;

    /** What came of a run. */
    static final class Score {
        boolean finished;
        long startNs = -1;
        long stallNs;
        long seekWaitNs;
        long usefulSlices;
        long wastedBytes;
        long alone;
        long paidBaseUnits;

        @Override
        public String toString() {
            return (finished ? "finished" : "unfinished")
                    + " start "
                    + startNs / 1_000_000
                    + " ms, stalled "
                    + stallNs / 1_000_000
                    + " ms, wasted "
                    + wastedBytes
                    + " B";
        }
    }

    StreamWorld(StreamPlan plan, BiFunction<StreamPlan, Credit, Policy> policy) {
        this.plan = plan;
        this.peers = plan.peers();
        this.credit = new SimCredit(peers, plan.firstCredit());
        this.policy = policy.apply(plan, credit);
        peers.forEach(_ -> asked.add(new BitSet()));
    }

    static Policy scheduler(StreamPlan plan, Credit credit) {
        return new SchedulerPolicy(plan.media(), plan.settings(), credit);
    }

    static Policy leastLoaded(StreamPlan plan, Credit credit) {
        return new LeastLoaded(plan.media(), plan.settings(), credit);
    }

    StreamPlan plan() {
        return plan;
    }

    Policy policy() {
        return policy;
    }

    List<SimPeer> peers() {
        return peers;
    }

    long nowNs() {
        return nowNs;
    }

    long taken() {
        return taken;
    }

    boolean isHere(long slice) {
        return here.get((int) slice);
    }

    /** What is asked of the peer now. */
    BitSet asked(int peer) {
        return asked.get(peer);
    }

    Score run() {
        return run(_ -> {});
    }

    Score run(Watch watch) {
        while (taken < plan.media().slices() && nowNs < END_NS) {
            comeAndGo();
            serve();
            receive();
            play();
            if (changed || nowNs % TICK_NS == 0) {
                policy.decide(nowNs, this);
                watch.decided(this);
            }
            changed = false;
            credit.tick(nowNs);
            nowNs += STEP_NS;
        }
        score.finished = taken == plan.media().slices();
        return score;
    }

    private void comeAndGo() {
        for (SimPeer peer : peers) {
            boolean isHere = peer.isHere(nowNs - 2 * peer.oneWayNs) && !peer.dropped;
            if (isHere && peer.isHere(nowNs) && !peer.up) {
                peer.up = true;
                policy.ready(peer.number, 2 * peer.oneWayNs);
                changed = true;
            } else if (peer.up && (!peer.isHere(nowNs) || peer.dropped)) lose(peer);
        }
    }

    private void lose(SimPeer peer) {
        peer.leave();
        asked.get(peer.number).clear();
        credit.gone(peer.number);
        policy.gone(peer.number);
        changed = true;
    }

    private void serve() {
        long sum = 0;
        for (SimPeer peer : peers) if (peer.isServing(nowNs)) sum += peer.rate(nowNs);
        long limit = plan.downlinkBytesPerSecond();
        for (SimPeer peer : peers) {
            long rate = peer.rate(nowNs);
            if (sum > limit) rate = (long) ((double) rate * limit / sum);
            long bytes = rate * STEP_NS / SECOND_NS;
            score.wastedBytes += peer.serve(bytes, plan.media().sliceBytes(), nowNs);
        }
    }

    private void receive() {
        for (SimPeer peer : peers)
            while (!peer.onTheWay.isEmpty() && peer.onTheWay.peek().atNs() <= nowNs) {
                receive(peer, peer.onTheWay.remove());
                changed = true;
            }
    }

    private void receive(SimPeer peer, SimPeer.Delivery delivery) {
        asked.get(peer.number).clear((int) delivery.slice());
        if (delivery.forged()) {
            policy.refused(peer.number, delivery.slice(), nowNs);
            peer.dropped = true;
            lose(peer);
            return;
        }
        boolean first = policy.arrived(peer.number, delivery.slice(), nowNs, this);
        if (first) {
            score.usefulSlices++;
            score.paidBaseUnits += peer.priceBaseUnits;
            credit.paid(peer.number);
            here.set((int) delivery.slice());
        } else {
            score.wastedBytes += plan.media().sliceBytes();
            credit.cancelled(peer.number);
        }
    }

    /** The player takes a slice when it plays it. */
    private void play() {
        if (seeks < plan.seekToSlices().size() && nowNs >= (seeks + 1) * SEEK_EVERY_NS) seek();
        while (taken < plan.media().slices() && nowNs >= playedAtNs) {
            if (!here.get((int) taken)) {
                if (waitingSinceNs < 0) waitingSinceNs = playedAtNs;
                return;
            }
            if (waitingSinceNs >= 0) waited();
            else playedAtNs += plan.media().sliceNs();
            here.clear((int) taken);
            policy.taken(++taken, nowNs);
            changed = true;
        }
    }

    private void waited() {
        long forNs = nowNs - waitingSinceNs;
        if (score.startNs < 0) score.startNs = forNs;
        else if (seeking) score.seekWaitNs += forNs;
        else score.stallNs += forNs;
        seeking = false;
        waitingSinceNs = -1;
        playedAtNs = nowNs + plan.media().sliceNs();
    }

    private void seek() {
        long to = plan.seekToSlices().get(seeks++);
        policy.seek(to, nowNs, this);
        long kept = to + plan.settings().capacity();
        here.clear(0, (int) to);
        if (kept < here.length()) here.clear((int) kept, here.length());
        taken = to;
        playedAtNs = nowNs;
        if (waitingSinceNs < 0 || score.startNs >= 0) {
            waitingSinceNs = nowNs;
            seeking = true;
        }
        changed = true;
    }

    @Override
    public void ask(int peer, long slice, boolean alone) {
        if (!peers.get(peer).up) throw new AssertionError("asked peer " + peer + ", which is away");
        if (asked.get(peer).get((int) slice))
            throw new AssertionError("slice " + slice + " is asked of peer " + peer + " again");
        if (alone) score.alone++;
        asked.get(peer).set((int) slice);
        credit.asked(peer);
        peers.get(peer).ask(slice, nowNs);
    }

    @Override
    public void cancel(int peer, long slice) {
        asked.get(peer).clear((int) slice);
        credit.cancelled(peer);
        peers.get(peer).cancel(slice, nowNs);
    }
}
