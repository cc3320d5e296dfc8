package dev.sluice.poc.blockchain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.web3j.utils.Numeric;

/** The contracts pay what they should, to the unit. */
class PaymentsTest {

    @Test
    void a_split_pays_both_shares() {
        try (Chain chain = new Chain()) {
            SplitPayments split = new SplitPayments(chain);
            Wallet creator = new Wallet("creator");
            Wallet seeder = new Wallet("seeder");

            chain.send(chain.wallet("payer"), split.contract(), 1_001, split.pay(creator, seeder));

            assertEquals(BigInteger.valueOf(701), chain.balance(creator.address()));
            assertEquals(BigInteger.valueOf(300), chain.balance(seeder.address()));
        }
    }

    @Test
    void a_batch_pays_the_rows_that_hold_and_skips_the_others() {
        try (Chain chain = new Chain()) {
            Deposits deposits = Deposits.batched(chain);
            Wallet payee = chain.wallet("payee");
            List<Wallet> payers = Crowd.of(chain, "payer", 3);
            for (Wallet payer : payers) deposits.open(payer, List.of(payee));
            List<Wallet> claimed = new ArrayList<>(payers);
            claimed.add(1, chain.wallet("no payer"));

            byte[] batch = deposits.claims(claimed, payee, 500);
            chain.send(payee, deposits.contract(), 0, batch);
            chain.send(payee, deposits.contract(), 0, batch);

            String credit = chain.read(deposits.contract(), "credit(address)", payee.address());
            assertEquals(BigInteger.valueOf(1_500), Numeric.toBigInt(credit));
        }
    }

    @Test
    void a_voucher_of_another_payer_is_refused() {
        try (Chain chain = new Chain()) {
            SingleChannels channels = SingleChannels.whole(chain);
            Wallet payee = chain.wallet("payee");
            String channel = channels.contract(channels.open(chain.wallet("payer"), payee));
            byte[] forged = SingleChannels.claim(chain.wallet("stranger"), channel, 1);

            assertFalse(chain.isDone(payee, channel, 0, forged));
        }
    }

    @Test
    void every_leaf_of_a_root_has_a_proof_that_pays() {
        try (Chain chain = new Chain()) {
            MerklePayees merkle = new MerklePayees(chain);
            Wallet payer = chain.wallet("payer");
            List<String> payees =
                    Crowd.of(chain, "payee", 8).stream().map(Wallet::address).toList();
            MerkleTree tree = new MerkleTree(payees, 7);
            merkle.deposit(payer);
            chain.send(payer, merkle.contract(), 0, merkle.post(payer, tree.root(), 1));

            for (int i = 0; i < 8; i++) {
                byte[] claim = MerklePayees.claim(payer, payees, i, tree, 7);
                assertTrue(chain.isDone(payer, merkle.contract(), 0, claim), "payee " + i);
            }
            byte[] wrong = MerklePayees.claim(payer, payees, 3, tree, 8);
            assertFalse(chain.isDone(payer, merkle.contract(), 0, wrong));
        }
    }

    @Test
    void a_transfer_costs_what_the_protocol_says() {
        try (Chain chain = new Chain()) {
            assertEquals(21_000, new Transfers(chain).life().of("pay one of two").gas());
        }
    }
}
