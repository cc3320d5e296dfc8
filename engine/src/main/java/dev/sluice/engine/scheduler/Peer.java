package dev.sluice.engine.scheduler;

/**
 * One peer: what is under way from it, how fast and how far it is, and whether it has stalled.
 *
 * <p>A peer answers one request after the other, so when its oldest answer is late, all are. It is
 * <i>stalled</i> when nothing came for much longer than its own pace explains. It is then asked for
 * nothing but a probe; whatever comes from it ends the stall. What a stall costs later is {@link
 * #suspicionNs}: added to each estimate, doubled by each stall, worn off by what arrives.
 */
final class Peer {
    static final int MIN_WINDOW = 2;
    static final int MAX_WINDOW = 16;

    /** Work a peer is given beyond one round trip. */
    static final long AHEAD_NS = 150_000_000;

    /** Signing a voucher, recovering who did, and a synced write on each side. */
    private static final long PAYING_NS = 3_000_000;

    private static final int MIN_BUSY = 4;

    static final long MAX_STALL_NS = 8_000_000_000L;
    private static final int STALL_SLICES = 3;

    private static final long MIN_SUSPICION_NS = 250_000_000;
    private static final long MAX_SUSPICION_NS = 4_000_000_000L;

    private static final long MIN_PAUSE_NS = 100_000_000;
    private static final long MAX_PAUSE_NS = 2_000_000_000L;

    static final long MIN_PROBE_NS = 1_000_000_000;
    static final long MAX_PROBE_NS = 8_000_000_000L;

    /** One stall does not make a peer slow: a slice that ends it counts no longer than this. */
    private static final long STALL_SAMPLE_NS = 500_000_000;

    /** What is known of a download's peer before it is measured: 1 MiB/s. */
    private static final long PRIOR_BYTES_PER_SECOND = 1 << 20;

    private final int number;
    private final int sliceBytes;
    private final long priorNs;
    private final long minStallNs;
    private final RateEstimator rate = new RateEstimator();
    private final RoundTripEstimator roundTrip = new RoundTripEstimator();
    private final long[] slices = new long[MAX_WINDOW];
    private final long[] askedNs = new long[MAX_WINDOW];
    private int inFlight;
    private int planned;
    private boolean ready;
    private boolean stalled;
    private boolean barred;
    private long heardNs = Long.MIN_VALUE;
    private long measuredNs = Long.MIN_VALUE;
    private long suspicionNs;
    private long pauseNs = MIN_PAUSE_NS;
    private long pausedUntilNs = Long.MIN_VALUE;
    private long probeEveryNs = MIN_PROBE_NS;
    private long probeDueNs = Long.MIN_VALUE;

    /** Until it is measured, a peer is taken to serve just as fast as the media plays. */
    Peer(int number, MediaRate media, long minStallNs) {
        this.minStallNs = minStallNs;
        this.number = number;
        this.sliceBytes = media.sliceBytes();
        this.priorNs =
                media.isDownload()
                        ? media.sliceBytes() * 1_000_000_000L / PRIOR_BYTES_PER_SECOND
                        : media.sliceNs();
    }

    int number() {
        return number;
    }

    void ready() {
        ready = true;
    }

    void gone() {
        ready = false;
        stalled = false;
        inFlight = 0;
    }

    boolean isReady() {
        return ready;
    }

    boolean isStalled() {
        return stalled;
    }

    /** Connected, at work as far as one knows, and not refusing. */
    boolean isUsable(long nowNs) {
        return ready && !stalled && nowNs >= pausedUntilNs;
    }

    RoundTripEstimator roundTrip() {
        return roundTrip;
    }

    int inFlight() {
        return inFlight;
    }

    /** The oldest slice under way: of a stalled peer, its probe. */
    boolean isHead(long slice) {
        return inFlight > 0 && slices[0] == slice;
    }

    /**
     * How many slices it may have under way: 1 + rate × (round trip + 150 ms), rounded up. Without
     * the one, a consumer's share of a busy seeder would stay what it was by chance: it gets what
     * it asks for of all that is asked for, and would ask for as much as it gets. With it a small
     * share grows.
     */
    int window() {
        long ahead = Math.ceilDiv(roundTrip.smoothedNs() + AHEAD_NS, sliceTimeNs());
        return Math.clamp(1 + ahead, MIN_WINDOW, MAX_WINDOW);
    }

    /** How many slices under way keep it at work while a request with a voucher is on its way. */
    int busyWith() {
        long ahead = Math.ceilDiv(roundTrip.smoothedNs() + PAYING_NS, sliceTimeNs());
        return Math.clamp(1 + ahead, MIN_BUSY, MAX_WINDOW);
    }

    boolean isMeasured() {
        return rate.isMeasured();
    }

    long sliceTimeNs() {
        return Math.max(1, rate.isMeasured() ? rate.timeNs(sliceBytes) : priorNs);
    }

    boolean hasRoom() {
        return inFlight < window();
    }

    void asked(long slice, long nowNs) {
        if (inFlight == 0) heardNs = nowNs;
        slices[inFlight] = slice;
        askedNs[inFlight++] = nowNs;
    }

    /** Takes the slice off what is under way; false if it was not, or no more. */
    boolean forget(long slice, long nowNs) {
        int at = indexOf(slice);
        if (at < 0) return false;
        if (at == 0) heardNs = Math.max(heardNs, nowNs);
        remove(at);
        return true;
    }

    /** Something arrived. {@code full} when it is a slice of the usual length. */
    void arrived(long slice, boolean full, long nowNs) {
        int at = indexOf(slice);
        if (at >= 0) {
            roundTrip.answeredIn(nowNs - askedNs[at]);
            if (full) rate.sample(sliceBytes, busyNs(at, nowNs));
            if (full) measuredNs = nowNs;
            remove(at);
        }
        heardNs = nowNs;
        stalled = false;
        suspicionNs -= suspicionNs >> 3;
        pauseNs = MIN_PAUSE_NS;
        probeEveryNs = MIN_PROBE_NS;
    }

    /**
     * How long the peer worked on it: since the answer before it, and not before the request was
     * there. A round trip that is estimated too long must not make it infinitely fast.
     */
    private long busyNs(int at, long nowNs) {
        long waitedNs = nowNs - Math.max(heardNs, askedNs[at]);
        long busyNs =
                Math.max(
                        waitedNs / 4,
                        nowNs - Math.max(heardNs, askedNs[at] + roundTrip.smoothedNs()));
        if (!stalled || !isMeasured()) return busyNs;
        return Math.min(busyNs, Math.max(2 * sliceTimeNs(), STALL_SAMPLE_NS));
    }

    /**
     * It will not serve the slice: it is left in peace for a while, longer each time; what it had
     * been asked before that counts as one time.
     */
    void refused(long slice, long nowNs) {
        forget(slice, nowNs);
        if (nowNs < pausedUntilNs) return;
        pausedUntilNs = nowNs + pauseNs;
        pauseNs = Math.min(2 * pauseNs, MAX_PAUSE_NS);
    }

    /** Notes whether it has stalled by now. */
    void look(long nowNs) {
        if (stalled || inFlight == 0 || nowNs - heardNs <= stallNs()) return;
        stalled = true;
        suspicionNs = Math.clamp(2 * suspicionNs, MIN_SUSPICION_NS, MAX_SUSPICION_NS);
        probeDueNs = nowNs + probeEveryNs;
    }

    /** After that much silence it has stalled. */
    long stallNs() {
        return Math.clamp(
                roundTrip.upperNs() + STALL_SLICES * sliceTimeNs(), minStallNs, MAX_STALL_NS);
    }

    boolean probeDue(long nowNs) {
        return ready && stalled && inFlight == 0 && nowNs >= probeDueNs;
    }

    void probed(long nowNs) {
        probeEveryNs = Math.min(2 * probeEveryNs, MAX_PROBE_NS);
        probeDueNs = nowNs + probeEveryNs;
    }

    /** Idle, and nothing was learned of it for so long. */
    boolean isUnknown(long forNs, long nowNs) {
        return inFlight == 0 && (measuredNs == Long.MIN_VALUE || nowNs - measuredNs > forNs);
    }

    /** Begins to plan: nothing is given to it but what is under way. */
    void plan() {
        planned = 0;
        barred = false;
    }

    /** It is given a slice that waits for room. */
    void planOne() {
        planned++;
    }

    /** It may not be asked for more before something changes. */
    void bar() {
        barred = true;
    }

    boolean isBarred() {
        return barred;
    }

    /** When a slice would be here that is asked for after all that is under way and planned. */
    long expectedNs(long nowNs) {
        long alone = nowNs + roundTrip.smoothedNs() + sliceTimeNs();
        int before = inFlight + planned;
        if (before == 0) return alone + suspicionNs;
        return Math.max(alone, headNs(nowNs) + before * sliceTimeNs()) + suspicionNs;
    }

    /** When a slice will be here that is under way. */
    long expectedNs(long slice, long nowNs) {
        return headNs(nowNs) + Math.max(0, indexOf(slice)) * sliceTimeNs();
    }

    /** The later the oldest answer already is, the later it is expected. */
    private long headNs(long nowNs) {
        long expectedNs = nowNs + sliceTimeNs();
        if (inFlight > 0)
            expectedNs = Math.max(heardNs, askedNs[0] + roundTrip.smoothedNs()) + sliceTimeNs();
        return expectedNs >= nowNs ? expectedNs : 2 * nowNs - expectedNs;
    }

    boolean has(long slice) {
        return indexOf(slice) >= 0;
    }

    private int indexOf(long slice) {
        for (int i = 0; i < inFlight; i++) if (slices[i] == slice) return i;
        return -1;
    }

    private void remove(int at) {
        inFlight--;
        System.arraycopy(slices, at + 1, slices, at, inFlight - at);
        System.arraycopy(askedNs, at + 1, askedNs, at, inFlight - at);
    }
}
