package dev.sluice.poc.microtransaction;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/** Measures one payment's work, for payer and payee, both ways. Prints microseconds as JSON. */
public final class TickOrVoucher {
    private static final int WARM_UP = 2_000;
    private static final int PAYMENTS = 5_000;
    private static final int CHAIN_LENGTH = 1 << 16;

    private final ECDomainParameters curve = curve();
    private final BigInteger secret = new BigInteger(250, new SecureRandom());
    private final ECPrivateKeyParameters payer = new ECPrivateKeyParameters(secret, curve);
    private final ECPublicKeyParameters payee =
            new ECPublicKeyParameters(curve.getG().multiply(secret).normalize(), curve);
    private final KeccakDigest keccak = new KeccakDigest(256);
    private final byte[] digest = new byte[32];
    private BigInteger[] signature = {};

    private TickOrVoucher() {}

    public static void main(String[] arguments) {
        TickOrVoucher poc = new TickOrVoucher();
        double sign = measure(poc::sign);
        double verify = measure(poc::verify);
        double tick = measure(poc::tick);
        double chain = measureOnce(poc::chain);
        System.out.println(
                String.format(
                        Locale.ROOT,
                        "{\"voucherSignUs\":%.1f,\"voucherVerifyUs\":%.1f,\"tickVerifyUs\":%.2f,"
                                + "\"chainOf65536SetUpUs\":%.0f,\"jdk\":\"%s\"}",
                        sign,
                        verify,
                        tick,
                        chain,
                        System.getProperty("java.vm.version")));
    }

    private static ECDomainParameters curve() {
        X9ECParameters named = SECNamedCurves.getByName("secp256k1");
        return new ECDomainParameters(named.getCurve(), named.getG(), named.getN(), named.getH());
    }

    private static double measure(IntConsumer payment) {
        for (int i = 0; i < WARM_UP; i++) payment.accept(i);
        long startNs = System.nanoTime();
        for (int i = 0; i < PAYMENTS; i++) payment.accept(i);
        return (System.nanoTime() - startNs) / 1e3 / PAYMENTS;
    }

    private static double measureOnce(IntConsumer work) {
        long startNs = System.nanoTime();
        work.accept(0);
        return (System.nanoTime() - startNs) / 1e3;
    }

    private void sign(int payment) {
        digest[0] = (byte) payment;
        ECDSASigner signer = new ECDSASigner();
        signer.init(true, payer);
        signature = signer.generateSignature(digest);
    }

    private void verify(int payment) {
        ECDSASigner signer = new ECDSASigner();
        signer.init(false, payee);
        if (!signer.verifySignature(digest, signature[0], signature[1]))
            throw new IllegalStateException("signature " + payment + " does not verify");
    }

    private void tick(int payment) {
        keccak.update(digest, 0, digest.length);
        keccak.doFinal(digest, 0);
    }

    private void chain(int unused) {
        for (int i = 0; i < CHAIN_LENGTH; i++) tick(i);
    }
}
