package dev.sluice.bench.till;

import dev.sluice.bench.Percentiles;
import dev.sluice.bench.TemporaryDirectory;
import dev.sluice.lab.Machine;
import dev.sluice.lab.ResultFile;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Vouchers verified, judged, made durable and answered, per second and in what time.
 *
 * <p>Run it on one core ({@code taskset -c 0}), as {@code sluice bench accepts} does: the figure is
 * for one core, with the payer's side (vouchers are signed before) left out. First as fast as it
 * goes, with {@link #OUTSTANDING} requests under way; then at a steady rate, once uncounted for the
 * JIT compiler and once counted, where the latency of an accept is from its due time to its answer,
 * so that a stall is not left out of the count. Beside it stand the commits' own times, and those
 * of the bare disk: what it takes for the same bytes at the same pace, right after.
 */
public final class Accepts {
    private static final int CHANNELS = 64;
    private static final int OUTSTANDING = 512;
    private static final int WARM_UP = 40_000;

    /** More than one core does, so that time ends the phase. */
    private static final int FAST_PER_SECOND = 40_000;

    /** A voucher's row in the log of the store, key and framing included. */
    private static final int VOUCHER_ROW_BYTES = 160;

    private static final long P99_GOAL_MICROS = 5_000;
    private static final long RESERVE = 1L << 50;
    private static final Bytes32 PEER = Bytes32.of(Till.filled(Bytes32.BYTES, 0x41));

    private final Till till;
    private final ChannelId[] ids = new ChannelId[CHANNELS];
    private final SignedVoucher[] vouchers;
    private int next;

    private Accepts(Till till, int count) {
        this.till = till;
        this.vouchers = new SignedVoucher[count];
        SecretKey[] signers = new SecretKey[CHANNELS];
        for (int i = 0; i < CHANNELS; i++) attach(i, signers);
        for (int i = 0; i < count; i++)
            vouchers[i] =
                    SignedVoucher.sign(
                            Till.DOMAIN,
                            ids[i % CHANNELS],
                            Amount.of((i / CHANNELS + 1) * Till.FEE),
                            signers[i % CHANNELS]);
    }

    private void attach(int i, SecretKey[] signers) {
        signers[i] = SecretKey.of(Till.filled(SecretKey.BYTES, i + 1));
        Address payer = signers[i].address();
        ChannelParameters channel =
                new ChannelParameters(
                        payer, payer, till.payee(), Address.ZERO, Bytes32.ZERO, 0, Bytes32.ZERO);
        ids[i] = channel.id(Till.DOMAIN);
        Semaphore attached = new Semaphore(0);
        till.attach(channel, Till.open(RESERVE), null, new Counted(attached::release));
        attached.acquireUninterruptibly();
    }

    /** Arguments: result file, seconds of each phase, accepts per second of the steady one. */
    public static void main(String[] arguments) throws Exception {
        Path result = Path.of(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        int rate = Integer.parseInt(arguments[2]);
        try (TemporaryDirectory directory = TemporaryDirectory.create("sluice-accepts-");
                Till till =
                        new Till(
                                Address.of(Till.filled(Address.BYTES, 0x77)),
                                directory.path().resolve("state"))) {
            Accepts accepts = new Accepts(till, WARM_UP + seconds * (FAST_PER_SECOND + 2 * rate));
            ResultFile.write(result, accepts.run(directory.path(), seconds, rate));
        }
    }

    private Map<String, Object> run(Path directory, int seconds, int rate) throws Exception {
        fast(WARM_UP, Long.MAX_VALUE);
        System.gc(); // or the vouchers of all phases are moved about while the clock runs
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("benchmark", "accepts");
        report.put("channels", CHANNELS);
        report.put("fast", fastFigures(seconds));
        report.put("steady", steadyFigures(directory, seconds, rate));
        report.put("disk", Files.getFileStore(directory).type());
        report.put("machine", Machine.describe(List.of("one core")));
        if (till.failure() != null) throw new IllegalStateException(till.failure());
        return report;
    }

    private Map<String, Object> fastFigures(int seconds) {
        long commits = till.store().commits();
        long stored = till.store().vouchers();
        long startNs = System.nanoTime();
        int count = fast(seconds * FAST_PER_SECOND, startNs + seconds * 1_000_000_000L);
        double took = (System.nanoTime() - startNs) / 1e9;
        if (till.store().vouchers() - stored != count)
            throw new IllegalStateException("answered " + count + ", stored " + stored);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("outstanding", OUTSTANDING);
        figures.put("accepts", count);
        figures.put("acceptsPerSecond", Math.round(count / took));
        figures.put("vouchersPerCommit", count / (till.store().commits() - commits));
        return figures;
    }

    /**
     * Offers up to {@code count} vouchers, until {@code endNs}; all are answered when it returns.
     */
    private int fast(int count, long endNs) {
        Semaphore free = new Semaphore(OUTSTANDING);
        Counted answers = new Counted(free::release);
        int sent = 0;
        for (; sent < count && next < vouchers.length; sent++) {
            if ((sent & 255) == 0 && System.nanoTime() > endNs) break;
            free.acquireUninterruptibly();
            offer(answers);
        }
        free.acquireUninterruptibly(OUTSTANDING);
        if (answers.refusals.get() != 0) throw new IllegalStateException("vouchers were refused");
        return sent;
    }

    private void offer(Answers answers) {
        int i = next++;
        till.ask(i, ids[i % CHANNELS], vouchers[i], answers);
    }

    private Map<String, Object> steadyFigures(Path directory, int seconds, int rate)
            throws IOException {
        int count = seconds * rate;
        till.store().time(count);
        steady(count, rate); // not counted: the compiler takes the core for this pace's code
        long commits = till.store().commits();
        till.store().time(count);
        long[] tookNs = steady(count, rate);
        long stepNs = 1_000_000_000L / rate;
        int vouchersPerCommit =
                Math.toIntExact(Math.ceilDiv(count, till.store().commits() - commits));
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("acceptsPerSecond", rate);
        figures.put("accepts", count);
        figures.put("vouchersPerCommit", vouchersPerCommit);
        Percentiles accepts = Percentiles.of(tookNs);
        figures.putAll(accepts.report());
        figures.put("p99GoalMicros", P99_GOAL_MICROS);
        figures.put("commits", till.store().commitTimes().report());
        Percentiles disk =
                BareDisk.forced(
                        directory.resolve("bare"),
                        vouchersPerCommit * VOUCHER_ROW_BYTES,
                        vouchersPerCommit * stepNs,
                        seconds);
        figures.put("bareDisk", disk.report());
        figures.put("p99ToBareDiskP99", ratio(accepts.p99Micros(), disk.p99Micros()));
        return figures;
    }

    /** Offers one voucher each step; how long after its due time each was answered. */
    private long[] steady(int count, int rate) {
        int first = next;
        long[] tookNs = new long[count];
        long stepNs = 1_000_000_000L / rate;
        long startNs = System.nanoTime();
        Semaphore done = new Semaphore(0);
        Counted answers =
                new Counted(done::release) {
                    @Override
                    void granted(long index) {
                        int i = (int) index - first;
                        tookNs[i] = System.nanoTime() - (startNs + i * stepNs);
                        super.granted(index);
                    }
                };
        for (int i = 0; i < count; i++) offer(answers, startNs + i * stepNs);
        done.acquireUninterruptibly(count);
        return tookNs;
    }

    private void offer(Answers answers, long dueNs) {
        awaitNs(dueNs);
        offer(answers);
    }

    private static double ratio(long a, long b) {
        return Math.round(100.0 * a / Math.max(1, b)) / 100.0;
    }

    /** Sleeps rather than spins: the one core is the pipeline's. */
    private static void awaitNs(long dueNs) {
        for (long left = dueNs - System.nanoTime(); left > 0; left = dueNs - System.nanoTime())
            LockSupport.parkNanos(left);
    }

    private static class Counted extends Answers {
        private final Runnable each;
        final AtomicLong refusals = new AtomicLong();

        Counted(Runnable each) {
            super(PEER);
            this.each = each;
        }

        @Override
        void granted(long index) {
            each.run();
        }

        @Override
        void refused(Refused why) {
            refusals.incrementAndGet();
            each.run();
        }
    }
}
