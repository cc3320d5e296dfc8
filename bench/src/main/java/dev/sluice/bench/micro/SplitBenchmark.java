package dev.sluice.bench.micro;

import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What each of four recipients gets when the claimed amount rises. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SplitBenchmark {
    private static final int[] BASIS_POINTS = {6_000, 2_500, 1_000, 500};

    private final Split split = split();
    private long claimed = 1_000_003;

    private static Split split() {
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < BASIS_POINTS.length; i++) {
            byte[] recipient = new byte[Address.BYTES];
            Arrays.fill(recipient, (byte) (i + 1));
            shares.add(new Share(Address.of(recipient), BASIS_POINTS[i]));
        }
        return new Split(shares);
    }

    @Benchmark
    public List<Amount> delta() {
        Amount before = Amount.of(claimed);
        claimed += 7_777;
        return split.delta(before, Amount.of(claimed));
    }
}
