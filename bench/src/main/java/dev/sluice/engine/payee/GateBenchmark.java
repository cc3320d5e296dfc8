package dev.sluice.engine.payee;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.PayeePolicy;
import dev.sluice.payments.rules.Standing;
import dev.sluice.payments.rules.Verdict;
import dev.sluice.payments.terms.Terms;
import dev.sluice.payments.terms.WorkPrice;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The gate's decision on a request that is covered already and brings no voucher: what nearly every
 * request of a stream is. It must take less than a microsecond and allocate nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GateBenchmark {
    private static final Domain DOMAIN = new Domain(31337, Address.of(bytes(Address.BYTES, 0x5c)));
    private static final Address PAYEE = Address.of(bytes(Address.BYTES, 0x77));
    private static final Bytes32 PEER = Bytes32.of(bytes(Bytes32.BYTES, 0x41));
    private static final int SLICE_BYTES = 1 << 18;
    private static final Amount PAID = Amount.of(1L << 60);

    private final SecretKey payer = SecretKey.of(bytes(SecretKey.BYTES, 7));
    private final ChannelParameters channel =
            new ChannelParameters(
                    payer.address(),
                    payer.address(),
                    PAYEE,
                    Address.ZERO,
                    Bytes32.ZERO,
                    0,
                    Bytes32.ZERO);
    private final ChannelId id = channel.id(DOMAIN);
    private final Offer offer =
            new Offer(
                    Bytes32.of(bytes(Bytes32.BYTES, 0x11)),
                    new WorkPrice(new Terms(4_000, 3_000), 1_000L * SLICE_BYTES, SLICE_BYTES),
                    Bytes32.ZERO);
    private final PayeeSlot slot = new PayeeSlot();
    private Gate gate = gate();
    private long sequence;

    private static byte[] bytes(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static Gate gate() {
        PayeePolicy policy =
                new PayeePolicy(DOMAIN, PAYEE, Address.ZERO, Bytes32.ZERO, 0, Amount.of(1), 1, 0);
        Accounts accounts = new Accounts(16, () -> Long.MAX_VALUE, GateListener.NOBODY);
        return new Gate(policy, accounts, new Recovery(DOMAIN), GateListener.NOBODY);
    }

    /** Pays for more slices than can be asked for. */
    @Setup
    public void setUp() {
        gate = gate();
        slot.clear();
        slot.kind = PayeeSlot.Kind.ATTACH;
        slot.channel = id;
        slot.peer = PEER;
        slot.voucher = SignedVoucher.sign(DOMAIN, id, PAID, payer);
        slot.signer = payer.address();
        slot.facts =
                new AttachFacts(
                        DOMAIN,
                        channel,
                        List.of(),
                        Standing.trusted(
                                new ChannelOnChain(PAID, Amount.ZERO, ChannelOnChain.OPEN)),
                        Amount.ZERO,
                        0,
                        Optional.empty(),
                        List.of());
        gate.decide(slot, sequence++);
        require(slot.verdict);
    }

    private static Verdict require(@Nullable Verdict verdict) {
        if (verdict == null || !verdict.isAccepted())
            throw new IllegalStateException("not covered: " + verdict);
        return verdict;
    }

    @Benchmark
    public Verdict covered() {
        slot.clear();
        slot.kind = PayeeSlot.Kind.SLICE;
        slot.offer = offer;
        slot.first = sequence % 1_000;
        slot.count = 1;
        slot.channel = id;
        slot.peer = PEER;
        gate.decide(slot, sequence++);
        return require(slot.verdict);
    }
}
