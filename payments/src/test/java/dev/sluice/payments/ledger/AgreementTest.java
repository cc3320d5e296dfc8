package dev.sluice.payments.ledger;

import static dev.sluice.payments.ledger.Bank.TOKEN;
import static dev.sluice.payments.ledger.Bank.claim;
import static dev.sluice.payments.ledger.Bank.done;
import static dev.sluice.payments.ledger.Bank.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.Samples;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the model once did otherwise than the bytecode, found by random calls. */
final class AgreementTest {
    private static final Address SOMEBODY = Samples.key(9).address();

    private final Bank bank = new Bank();

    /** Only channels keep their amounts in 104 bits. */
    @Test
    void aFreeBalanceAboveAChannelsWordIsPaidBack() {
        Amount most = InMemoryContract.MAX_AMOUNT;
        for (Amount amount : List.of(most, most.plus(1), most.plus(2))) {
            bank.chain.fund(Samples.PAYER, TOKEN, amount);
            done(bank.payer.deposit(TOKEN, amount));
            done(bank.payer.withdrawDeposit(TOKEN, amount));
            assertEquals(Amount.ZERO, bank.payer.freeDeposit(Samples.PAYER, TOKEN));
        }
    }

    /** The hash is compared first, then the length, the recipients and the sum. */
    @Test
    void aSplitThatCannotPayIsRefusedWithTheContractsOwnError() {
        List<Share> tooLong = Collections.nCopies(17, new Share(SOMEBODY, 588));
        List<Share> nobody = List.of(new Share(Address.ZERO, 10_000));
        List<Share> itself = List.of(new Share(Samples.DOMAIN.contract(), 10_000));
        List<Share> tooLittle = List.of(new Share(SOMEBODY, 9_999));
        assertRefused("SplitLength", Split.hash(tooLong), tooLong);
        assertRefused("SplitRecipient", Split.hash(nobody), nobody);
        assertRefused("SplitRecipient", Split.hash(itself), itself);
        assertRefused("SplitSum", Split.hash(tooLittle), tooLittle);
        for (List<Share> shares : List.of(tooLong, nobody, itself, tooLittle))
            assertRefused("SplitMismatch", Bytes32.ZERO, shares);
        assertRefused("SplitMismatch", Split.hash(tooLittle), List.of());
    }

    private int salt = 100;

    private void assertRefused(String error, Bytes32 splitHash, List<Share> shown) {
        ChannelParameters channel = Bank.channel(salt++, splitHash);
        done(bank.payer.open(TOKEN, Amount.of(10), List.of(request(channel, 10))));
        Claim claim = claim(channel, 5, shown.toArray(Share[]::new));
        String reason = bank.chain.ledger(SOMEBODY).refusal(claim).orElseThrow();
        assertTrue(reason.startsWith(error + ":"), reason);
    }
}
