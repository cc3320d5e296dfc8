package dev.sluice.payments.ledger;

import static dev.sluice.payments.ledger.Bank.TOKEN;
import static dev.sluice.payments.ledger.Bank.claim;
import static dev.sluice.payments.ledger.Bank.done;
import static dev.sluice.payments.ledger.Bank.refused;
import static dev.sluice.payments.ledger.Bank.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.Samples;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.ReleaseDigest;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InMemoryLedgerTest {
    private final Bank bank = new Bank();
    private final Ledger payer = bank.payer;
    private final Ledger payee = bank.payee;

    private Amount free() {
        return payer.freeDeposit(Samples.PAYER, TOKEN);
    }

    private Amount credit(Address recipient) {
        return payer.credit(recipient, TOKEN);
    }

    private static Amount amount(long baseUnits) {
        return Amount.of(baseUnits);
    }

    @Test
    void aDepositMovesToTheFreeBalanceAndBack_I4() {
        done(payer.deposit(TOKEN, amount(600)));
        assertEquals(amount(600), free());
        assertEquals(amount(400), payer.balance(Samples.PAYER, TOKEN));
        refused("AboveFreeBalance", payer.withdrawDeposit(TOKEN, amount(601)));
        done(payer.withdrawDeposit(TOKEN, amount(600)));
        assertEquals(amount(1_000), payer.balance(Samples.PAYER, TOKEN));
        refused("ZeroAmount", payer.withdrawDeposit(TOKEN, Amount.ZERO));
        refused("ZeroAmount", payer.deposit(TOKEN, Amount.ZERO));
        refused("deposit of 1001", payer.deposit(TOKEN, amount(1_001)));
    }

    @Test
    void openingReservesOutOfTheFreeBalanceAndNeverMore_I5() {
        ChannelParameters one = Bank.channel(1);
        ChannelParameters two = Bank.channel(2);
        refused(
                "AboveFreeBalance",
                payer.open(TOKEN, amount(100), List.of(request(one, 60), request(two, 41))));
        assertEquals(Amount.ZERO, free());
        assertEquals(amount(1_000), payer.balance(Samples.PAYER, TOKEN));
        done(payer.open(TOKEN, amount(100), List.of(request(one, 60), request(two, 40))));
        assertEquals(Amount.ZERO, free());
        assertEquals(new ChannelOnChain(amount(60), Amount.ZERO, 0), bank.state(one));
        assertEquals(amount(40), bank.state(two).reserve());
    }

    private void cannotOpen(String error, ChannelParameters channel, long reserve) {
        refused(error, payer.open(TOKEN, Amount.ZERO, List.of(request(channel, reserve))));
    }

    private static ChannelParameters with(
            Address payer, Address signer, Address payee, long delay) {
        return new ChannelParameters(
                payer, signer, payee, TOKEN, Bytes32.ZERO, delay, Samples.bytes32(1));
    }

    @Test
    void onlySoundChannelsOpen() {
        done(payer.deposit(TOKEN, amount(500)));
        Address me = Samples.PAYER;
        Address to = Samples.PAYEE;
        cannotOpen("ZeroAmount", Bank.channel(1), 0);
        cannotOpen("ZeroAddress", with(me, Address.ZERO, to, 100), 1);
        cannotOpen("ZeroAddress", with(me, me, Address.ZERO, 100), 1);
        cannotOpen("PayeeIsContract", with(me, me, Samples.DOMAIN.contract(), 100), 1);
        cannotOpen("ExitDelayOutOfRange", with(me, me, to, 99), 1);
        cannotOpen("ExitDelayOutOfRange", with(me, me, to, 30 * 86_400 + 1), 1);
        cannotOpen("NotPayer", with(to, me, to, 100), 1);
        refused(
                "WrongToken",
                payer.open(Address.ZERO, Amount.ZERO, List.of(request(Bank.channel(1), 1))));
        done(payer.open(TOKEN, Amount.ZERO, List.of(request(with(me, me, to, 30 * 86_400), 1))));
        done(payer.open(TOKEN, Amount.ZERO, List.of(request(Bank.channel(1), 1))));
        cannotOpen("ChannelExists", Bank.channel(1), 1);
    }

    @Test
    void amountsBeyondTheContractsWordAreRefused() {
        Amount largest = new Amount((1L << 40) - 1, -1);
        bank.chain.fund(Samples.PAYER, TOKEN, largest);
        done(payer.open(TOKEN, largest, List.of(new ChannelRequest(Bank.channel(1), largest))));
        refused("amount", payer.topUp(TOKEN, amount(1), List.of(request(Bank.channel(1), 1))));
        Amount above = largest.plus(1);
        refused(
                "amount",
                payer.open(
                        TOKEN, Amount.ZERO, List.of(new ChannelRequest(Bank.channel(2), above))));
    }

    @Test
    void aTopUpRaisesTheReserveOfALiveChannelOfTheCaller() {
        ChannelParameters channel = bank.open(1, 100);
        done(payer.topUp(TOKEN, amount(50), List.of(request(channel, 50))));
        assertEquals(amount(150), bank.state(channel).reserve());
        refused("AboveFreeBalance", payer.topUp(TOKEN, amount(5), List.of(request(channel, 6))));
        refused("ZeroAmount", payer.topUp(TOKEN, Amount.ZERO, List.of(request(channel, 0))));
        refused(
                "UnknownChannel",
                payer.topUp(TOKEN, amount(5), List.of(request(Bank.channel(2), 5))));
        bank.chain.fund(Bank.PAYEE_KEY.address(), TOKEN, amount(5));
        refused("NotPayer", payee.topUp(TOKEN, amount(5), List.of(request(channel, 5))));
        done(payer.startExit(channel));
        refused("ExitUnderWay", payer.topUp(TOKEN, amount(5), List.of(request(channel, 5))));
        assertEquals(amount(850), payer.balance(Samples.PAYER, TOKEN));
    }

    @Test
    void aClaimPaysTheRiseWhoeverSendsIt_T5_I6() {
        ChannelParameters channel = bank.open(1, 100);
        Ledger stranger = bank.chain.ledger(Samples.address(0x99));
        done(stranger.claim(List.of(claim(channel, 30))));
        assertEquals(amount(30), credit(Bank.PAYEE_KEY.address()));
        done(payee.claim(List.of(claim(channel, 20), claim(channel, 30))));
        assertEquals(amount(30), credit(Bank.PAYEE_KEY.address()));
        done(payee.claim(List.of(claim(channel, 101), claim(channel, 100))));
        assertEquals(amount(100), credit(Bank.PAYEE_KEY.address()));
        assertEquals(new ChannelOnChain(amount(100), amount(100), 0), bank.state(channel));
    }

    @Test
    void badRowsOfABatchAreSkippedAndGoodOnesSettle_T8() {
        ChannelParameters good = bank.open(1, 100);
        ChannelParameters other = bank.open(2, 100);
        Claim wrongSigner = new Claim(other, List.of(), claim(good, 50).voucher());
        Share all = new Share(Samples.PAYEE, 10_000);
        done(
                payee.claim(
                        List.of(
                                wrongSigner,
                                claim(Bank.channel(3), 10),
                                claim(other, 10, all),
                                claim(good, 50))));
        assertEquals(amount(50), credit(Bank.PAYEE_KEY.address()));
        assertEquals(Amount.ZERO, bank.state(other).claimed());
    }

    @Test
    void aSplitIsPaidAndMustBeTheBoundOne_T7() {
        Share one = new Share(Samples.address(1), 3_333);
        Share two = new Share(Samples.address(2), 6_667);
        ChannelParameters channel = Bank.channel(1, new Split(List.of(one, two)).hash());
        done(payer.open(TOKEN, amount(100), List.of(request(channel, 100))));
        done(payee.claim(List.of(claim(channel, 50), claim(channel, 50, two, one))));
        assertEquals(Amount.ZERO, bank.state(channel).claimed());
        done(payee.claim(List.of(claim(channel, 50, one, two))));
        done(payee.claim(List.of(claim(channel, 100, one, two))));
        assertEquals(amount(33), credit(one.recipient()));
        assertEquals(amount(67), credit(two.recipient()));
        assertEquals(Amount.ZERO, credit(Bank.PAYEE_KEY.address()));
    }

    @Test
    void splitsThatTheContractWouldNotPayAreSkipped() {
        Share contract = new Share(Samples.DOMAIN.contract(), 10_000);
        ChannelParameters channel = Bank.channel(1, new Split(List.of(contract)).hash());
        done(payer.open(TOKEN, amount(100), List.of(request(channel, 100))));
        Share half = new Share(Samples.PAYEE, 5_000);
        done(payee.claim(List.of(claim(channel, 50, contract), claim(channel, 50, half))));
        assertEquals(Amount.ZERO, bank.state(channel).claimed());
    }

    @Test
    void anExitTakesItsDelayAndClaimsGoOnUntilItIsFinished_T4() {
        ChannelParameters channel = bank.open(1, 100);
        refused("NotPayer", payee.startExit(channel));
        refused("NoExit", payer.finishExit(channel));
        done(payer.startExit(channel));
        refused("ExitUnderWay", payer.startExit(channel));
        assertFalse(bank.state(channel).isOpen());
        bank.chain.advance(Bank.DELAY - 1);
        refused("ExitNotOver", payer.finishExit(channel));
        done(payee.claim(List.of(claim(channel, 40))));
        bank.chain.advance(1);
        done(payee.claim(List.of(claim(channel, 45))));
        done(payee.finishExit(channel));
        assertTrue(bank.state(channel).isClosed());
        assertEquals(amount(55), free());
        assertEquals(amount(45), bank.state(channel).reserve());
    }

    @Test
    void aCancelledExitLeavesTheChannelOpen() {
        ChannelParameters channel = bank.open(1, 100);
        refused("NoExit", payer.cancelExit(channel));
        done(payer.startExit(channel));
        refused("NotPayer", payee.cancelExit(channel));
        done(payer.cancelExit(channel));
        bank.chain.advance(10 * Bank.DELAY);
        refused("NoExit", payer.finishExit(channel));
        assertTrue(bank.state(channel).isOpen());
    }

    @Test
    void thePayeesSignatureClosesAtOnce() {
        ChannelParameters channel = bank.open(1, 100);
        done(payee.claim(List.of(claim(channel, 40))));
        refused(
                "ReleaseAheadOfClaims",
                payer.release(channel, amount(41), Bank.release(channel, 41)));
        refused("WrongSigner", payer.release(channel, amount(40), Bank.release(channel, 39)));
        done(payer.release(channel, amount(40), Bank.release(channel, 40)));
        assertEquals(amount(60), free());
        assertTrue(bank.state(channel).isClosed());
    }

    private static Signature releasedBy(SecretKey key, ChannelParameters channel) {
        return key.sign(ReleaseDigest.of(Samples.DOMAIN, Bank.id(channel), Amount.ZERO));
    }

    @Test
    void thePayeesDelegateClosesAsThePayeeDoes() {
        ChannelParameters channel = bank.open(1, 100);
        SecretKey hot = Samples.key(3);
        SecretKey next = Samples.key(4);
        assertEquals(Address.ZERO, payer.delegate(Bank.PAYEE_KEY.address()));
        refused("WrongSigner", payer.release(channel, Amount.ZERO, releasedBy(hot, channel)));
        done(payer.setDelegate(hot.address()));
        refused("WrongSigner", payer.release(channel, Amount.ZERO, releasedBy(hot, channel)));
        done(payee.setDelegate(hot.address()));
        done(payee.setDelegate(next.address()));
        assertEquals(next.address(), payer.delegate(Bank.PAYEE_KEY.address()));
        refused("WrongSigner", payer.release(channel, Amount.ZERO, releasedBy(hot, channel)));
        done(payer.release(channel, Amount.ZERO, releasedBy(next, channel)));
        assertTrue(bank.state(channel).isClosed());
        assertEquals(amount(100), free());
    }

    @Test
    void aReleaseThatNobodySignedClosesNothing() {
        ChannelParameters channel = bank.open(1, 100);
        Signature nobodys = Signature.of(new byte[Signature.BYTES]);
        refused(
                "WrongSigner: expected " + Bank.PAYEE_KEY.address() + ", got null",
                payer.release(channel, Amount.ZERO, nobodys));
        assertTrue(bank.state(channel).isOpen());
    }

    @Test
    void aClosedChannelNeverComesBack_I6() {
        ChannelParameters channel = bank.open(1, 100);
        done(payer.release(channel, Amount.ZERO, Bank.release(channel, 0)));
        refused("ChannelExists", payer.open(TOKEN, Amount.ZERO, List.of(request(channel, 100))));
        refused("ChannelClosed", payer.topUp(TOKEN, Amount.ZERO, List.of(request(channel, 1))));
        refused("ChannelClosed", payer.startExit(channel));
        refused("ChannelClosed", payer.release(channel, Amount.ZERO, Bank.release(channel, 0)));
        done(payee.claim(List.of(claim(channel, 10))));
        assertEquals(Amount.ZERO, credit(Bank.PAYEE_KEY.address()));
    }

    @Test
    void creditIsWithdrawnOnce_I4() {
        ChannelParameters channel = bank.open(1, 100);
        done(payee.claim(List.of(claim(channel, 40))));
        done(payee.withdraw(TOKEN));
        assertEquals(amount(40), payee.balance(Bank.PAYEE_KEY.address(), TOKEN));
        refused("ZeroAmount", payee.withdraw(TOKEN));
    }

    @Test
    void receiptsNameTheirBlockAndNeverTheSameTransaction() {
        Receipt first = done(payer.deposit(TOKEN, amount(1)));
        Receipt second = done(payer.deposit(TOKEN, amount(1)));
        assertNotEquals(first.transaction(), second.transaction());
        assertEquals(1, first.blockNumber());
        bank.chain.mine();
        assertEquals(2, done(payer.deposit(TOKEN, amount(1))).blockNumber());
        assertEquals(1, payer.blockNumber());
        assertEquals(Bank.DELAY, payer.minExitDelaySeconds());
        assertEquals(Samples.DOMAIN, payer.domain());
        assertEquals(Samples.PAYER, payer.account());
        payer.close();
    }

    @Test
    void timeNeverGoesBack() {
        long before = bank.chain.timeSeconds();
        assertThrows(IllegalArgumentException.class, () -> bank.chain.advance(-1));
        bank.chain.advance(0);
        bank.chain.advance(7);
        assertEquals(before + 7, bank.chain.timeSeconds());
    }
}
