package dev.sluice.poc.microtransaction;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.poc.microtransaction.Contract.Funded;
import dev.sluice.poc.microtransaction.Payee.Proof;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract pays what the payee holds proof of, to the wei, and nothing else. */
@org.jspecify.annotations.NullUnmarked
class EvmTest {
    private static final Signing SIGNING = new NativeSigning();
    private static Evm evm;
    private static Contract contract;
    private static long channels = 100;

    @BeforeAll
    static void start() throws java.io.IOException {
        evm = new Evm();
        contract = new Contract(evm);
    }

    @AfterAll
    static void stop() {
        evm.close();
    }

    @Test
    void every_scheme_closes_on_what_was_paid() {
        for (Scheme scheme : schemes())
            for (long slices : new long[] {1, 8, 9, 19}) {
                Funded funded = contract.open(SIGNING, channels++, 20);
                assertTrue(contract.close(funded, proof(scheme, funded, slices)) > 21_000);
            }
    }

    @Test
    void one_slice_more_than_was_paid_is_refused() {
        for (Scheme scheme : schemes()) {
            Funded funded = contract.open(SIGNING, channels++, 20);
            Proof fair = proof(scheme, funded, 5);
            Proof greedy =
                    new Proof(
                            6,
                            fair.base(),
                            fair.root(),
                            fair.length(),
                            fair.signature(),
                            fair.revealed());
            assertTrue(contract.takes(funded, fair));
            assertFalse(contract.takes(funded, greedy));
        }
    }

    @Test
    void a_closed_channel_pays_no_second_time() {
        Funded funded = contract.open(SIGNING, channels++, 20);
        Proof proof = proof(Scheme.vouchers(), funded, 5);
        contract.close(funded, proof);
        assertFalse(contract.takes(funded, proof));
    }

    private static List<Scheme> schemes() {
        return List.of(Scheme.vouchers(), Scheme.ticks(8), Scheme.tree(8));
    }

    private static Proof proof(Scheme scheme, Funded funded, long slices) {
        Payee payee = scheme.payee(funded.channel());
        payee.accept(scheme.payer(funded.channel()).pay(slices));
        return payee.proof();
    }
}
