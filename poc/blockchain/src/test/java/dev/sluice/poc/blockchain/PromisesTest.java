package dev.sluice.poc.blockchain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What an adversary can and cannot break, on a real EVM. */
class PromisesTest {
    private static final Promises KEPT = new Promises(true, true, true);

    @Test
    void a_channel_contract_keeps_what_it_promises() {
        assertEquals(KEPT, promises(SingleChannels::whole));
    }

    @Test
    void a_cloned_channel_keeps_what_it_promises() {
        assertEquals(KEPT, promises(SingleChannels::cloned));
    }

    @Test
    void a_deposit_cannot_be_promised_twice() {
        assertEquals(KEPT, promises(Deposits::single));
    }

    @Test
    void a_root_of_payees_bounces_and_leaves_a_payee_out() {
        assertEquals(new Promises(false, false, true), promises(MerklePayees::new));
    }

    private static Promises promises(Function<Chain, Settlement> maker) {
        try (Chain chain = new Chain()) {
            return maker.apply(chain).promises();
        }
    }
}
