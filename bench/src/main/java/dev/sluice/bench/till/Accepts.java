package dev.sluice.bench.till;

import com.sun.management.OperatingSystemMXBean;
import dev.sluice.bench.Percentiles;
import dev.sluice.bench.Settled;
import dev.sluice.bench.TemporaryDirectory;
import dev.sluice.lab.Machine;
import dev.sluice.lab.ResultFile;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.Refused;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Vouchers verified, judged, made durable and answered, per second and in what time.
 *
 * <p>Run it on one core ({@code taskset -c 0}), as {@code sluice bench accepts} does: the figure is
 * for one core, with the payer's side (vouchers are signed before) left out. First as fast as it
 * goes, with {@link #OUTSTANDING} requests under way; then at half that rate, uncounted until the
 * JIT compiler is quiet and then counted, where the latency of an accept is from its due time to
 * its answer, so that a stall is not left out of the count. Beside it stand the commits' own times,
 * and those of the bare disk: what it takes for the same bytes at the same pace, right after.
 */
public final class Accepts {
    private static final int CHANNELS = 64;
    private static final int OUTSTANDING = 512;
    private static final int WARM_UP = 40_000;

    /** More than one core does, so that time ends the phase. */
    private static final int FAST_PER_SECOND = 40_000;

    /** A voucher's row in the log of the store, key and framing included. */
    private static final int VOUCHER_ROW_BYTES = 160;

    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** The compiler is waited for at most so many times as long as is counted. */
    private static final int SETTLE_MOST_TIMES = 2;

    /** The steady pace is held for so many phases: what comes twice a minute is a part of it. */
    private static final int STEADY_PHASES = 3;

    private static final int QUIET_SECONDS = 3;
    private static final double QUIET_SHARE = 0.002;
    private static final long P99_GOAL_MICROS = 5_000;
    private static final long RESERVE = 1L << 50;
    private static final Bytes32 PEER = Bytes32.of(Till.filled(Bytes32.BYTES, 0x41));

    private final Till till;
    private final ChannelId[] ids = new ChannelId[CHANNELS];
    private final SecretKey[] signers = new SecretKey[CHANNELS];
    private byte[] signatures = {};
    private int next;
    private long paidSlices;

    private Accepts(Till till) {
        this.till = till;
        for (int i = 0; i < CHANNELS; i++) attach(i);
    }

    /**
     * The payers' side, before the clock runs: vouchers one after another, channel by channel. One
     * array of bytes, as they come off the wire, which the collector need not look into.
     */
    private void sign(int count) {
        paidSlices += Math.ceilDiv(next, CHANNELS);
        next = 0;
        signatures = new byte[count * Signature.BYTES];
        for (int i = 0; i < count; i++) {
            SignedVoucher voucher =
                    SignedVoucher.sign(
                            Till.DOMAIN, ids[i % CHANNELS], paid(i), signers[i % CHANNELS]);
            byte[] signature = voucher.signature().toBytes();
            System.arraycopy(signature, 0, signatures, i * Signature.BYTES, Signature.BYTES);
        }
        System.gc(); // or what signing left is collected while the clock runs
    }

    private Amount paid(int i) {
        return Amount.of((paidSlices + i / CHANNELS + 1) * Till.FEE);
    }

    private SignedVoucher voucher(int i) {
        int from = i * Signature.BYTES;
        byte[] signature = Arrays.copyOfRange(signatures, from, from + Signature.BYTES);
        return new SignedVoucher(ids[i % CHANNELS], paid(i), Signature.of(signature));
    }

    private void attach(int i) {
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

    /** Arguments: result file, seconds of each phase. */
    public static void main(String[] arguments) throws Exception {
        Path result = Path.of(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        try (TemporaryDirectory directory = TemporaryDirectory.create("sluice-accepts-");
                Till till =
                        new Till(
                                Address.of(Till.filled(Address.BYTES, 0x77)),
                                directory.path().resolve("state"))) {
            ResultFile.write(result, new Accepts(till).run(directory.path(), seconds));
        }
    }

    private Map<String, Object> run(Path directory, int seconds) throws Exception {
        sign(WARM_UP);
        fast(WARM_UP, Long.MAX_VALUE);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("benchmark", "accepts");
        report.put("channels", CHANNELS);
        Fast fast = asFastAsItGoes(seconds);
        int most = fast.perSecond();
        report.put("fast", fast.report());
        report.put("steady", steadyFigures(directory, STEADY_PHASES * seconds, most / 2));
        report.put("tables", Map.of("paces", paces(seconds, most)));
        report.put("disk", Files.getFileStore(directory).type());
        report.put("machine", Machine.describe(List.of("one core")));
        if (till.failure() != null) throw new IllegalStateException(till.failure());
        return report;
    }

    private record Fast(int accepts, int perSecond, long commits) {
        Map<String, Object> report() {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("outstanding", OUTSTANDING);
            figures.put("accepts", accepts);
            figures.put("acceptsPerSecond", perSecond);
            figures.put("vouchersPerCommit", accepts / commits);
            return figures;
        }
    }

    private Fast asFastAsItGoes(int seconds) {
        sign(seconds * FAST_PER_SECOND);
        long commits = till.store().commits();
        long stored = till.store().vouchers();
        long startNs = System.nanoTime();
        int count = fast(seconds * FAST_PER_SECOND, startNs + seconds * 1_000_000_000L);
        double took = (System.nanoTime() - startNs) / 1e9;
        if (till.store().vouchers() - stored != count)
            throw new IllegalStateException("answered " + count + ", stored " + stored);
        return new Fast(
                count, Math.toIntExact(Math.round(count / took)), till.store().commits() - commits);
    }

    /**
     * Offers up to {@code count} vouchers, until {@code endNs}; all are answered when it returns.
     */
    private int fast(int count, long endNs) {
        Semaphore free = new Semaphore(OUTSTANDING);
        Counted answers = new Counted(free::release);
        int sent = 0;
        for (; sent < count && next < signatures.length / Signature.BYTES; sent++) {
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
        till.ask(i, ids[i % CHANNELS], voucher(i), answers);
    }

    private Map<String, Object> steadyFigures(Path directory, int seconds, int rate)
            throws IOException {
        Map<String, Object> figures = new LinkedHashMap<>();
        Pace pace = pace(seconds, rate);
        figures.put("acceptsPerSecond", rate);
        figures.put("accepts", seconds * rate);
        figures.put("vouchersPerCommit", pace.vouchersPerCommit());
        figures.put("secondsUncounted", pace.secondsUncounted());
        figures.putAll(pace.accepts().report());
        figures.put("p99GoalMicros", P99_GOAL_MICROS);
        figures.put("commits", pace.commits().report());
        Percentiles disk =
                BareDisk.forced(
                        directory.resolve("bare"),
                        pace.vouchersPerCommit() * VOUCHER_ROW_BYTES,
                        pace.vouchersPerCommit() * (1_000_000_000L / rate),
                        seconds);
        figures.put("bareDisk", disk.report());
        figures.put("p99ToBareDiskP99", ratio(pace.accepts().p99Micros(), disk.p99Micros()));
        return figures;
    }

    /** The same at a tenth, a quarter, half and three quarters of what it does at most. */
    private List<Map<String, Object>> paces(int seconds, int most) {
        return Stream.of(most / 10, most / 4, most / 2, most * 3 / 4)
                .map(each -> pace(seconds, each).row())
                .toList();
    }

    /** What the counted seconds of one pace gave. */
    private record Pace(
            int rate,
            long cpuMicros,
            int secondsUncounted,
            int vouchersPerCommit,
            Percentiles accepts,
            Percentiles commits) {
        Map<String, Object> row() {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("accepts a second", rate);
            row.put("vouchers a commit", vouchersPerCommit);
            row.put("processor time an accept, us", cpuMicros);
            row.put("accept p50, us", accepts.p50Micros());
            row.put("accept p99, us", accepts.p99Micros());
            row.put("accept longest, us", accepts.maxMicros());
            row.put("commit p99, us", commits.p99Micros());
            return row;
        }
    }

    private Pace pace(int seconds, int rate) {
        int count = seconds * rate;
        int settleSeconds = SETTLE_MOST_TIMES * seconds;
        till.store().time(settleSeconds * rate);
        Settled settled =
                Settled.after(() -> settle(rate), QUIET_SHARE, QUIET_SECONDS, settleSeconds);
        sign(count);
        long commits = till.store().commits();
        till.store().time(count);
        long cpuNs = SYSTEM.getProcessCpuTime();
        long[] tookNs = steady(count, rate);
        cpuNs = SYSTEM.getProcessCpuTime() - cpuNs;
        return new Pace(
                rate,
                Math.round(cpuNs / 1e3 / count),
                settled.rounds(),
                Math.toIntExact(Math.ceilDiv(count, till.store().commits() - commits)),
                Percentiles.of(tookNs),
                till.store().commitTimes());
    }

    /** A second at the steady pace, uncounted; what part of it the compiler took. */
    private double settle(int rate) {
        sign(rate);
        long beforeMs = COMPILER.getTotalCompilationTime();
        steady(rate, rate);
        return (COMPILER.getTotalCompilationTime() - beforeMs) / 1e3;
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
