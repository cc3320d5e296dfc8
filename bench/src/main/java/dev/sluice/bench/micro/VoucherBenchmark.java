package dev.sluice.bench.micro;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.VoucherDigest;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The EIP-712 digest that a voucher's signature is over. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VoucherBenchmark {
    private final VoucherDigest digest =
            new VoucherDigest(new Domain(31337, Address.of(new byte[Address.BYTES])));
    private final ChannelId channel = new ChannelId(new Bytes32(1, 2, 3, 4));
    private final Amount amount = Amount.of(1_000_000);
    private final byte[] hash = new byte[VoucherDigest.BYTES];

    @Benchmark
    public byte[] digest() {
        digest.write(channel, amount, hash);
        return hash;
    }
}
