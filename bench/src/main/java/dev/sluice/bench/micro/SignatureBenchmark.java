package dev.sluice.bench.micro;

import dev.sluice.payments.crypto.BouncyCastleSecp256k1;
import dev.sluice.payments.crypto.Keccak256;
import dev.sluice.payments.crypto.NativeSecp256k1;
import dev.sluice.payments.crypto.Secp256k1;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Signing a voucher's digest, and finding who signed it: libsecp256k1 beside BouncyCastle. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SignatureBenchmark {
    @Param({"native", "bouncycastle"})
    public String curve = "native";

    private Secp256k1 secp = new BouncyCastleSecp256k1();
    private final byte[] secret = new byte[Secp256k1.SECRET_BYTES];
    private final byte[] digest = Keccak256.hash(new byte[] {1});
    private byte[] publicKey = {};
    private byte[] signature = {};

    @Setup
    public void setUp() {
        secp = curve.equals("native") ? new NativeSecp256k1() : new BouncyCastleSecp256k1();
        Arrays.fill(secret, (byte) 7);
        publicKey = secp.publicKey(secret);
        signature = secp.sign(digest, secret, publicKey);
    }

    @Benchmark
    public byte[] sign() {
        return secp.sign(digest, secret, publicKey);
    }

    @Benchmark
    public byte @Nullable [] verify() {
        return secp.recover(digest, signature);
    }
}
