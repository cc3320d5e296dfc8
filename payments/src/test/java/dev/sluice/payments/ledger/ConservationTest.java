package dev.sluice.payments.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.Samples;
import dev.sluice.payments.SeededTrials;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Random calls on the model of the contract: no base unit appears or vanishes. */
final class ConservationTest {
    private static final int CHANNELS = 4;
    private static final Share[] SHARES = {
        new Share(Samples.address(1), 3_333),
        new Share(Samples.address(2), 3_333),
        new Share(Samples.address(3), 3_334)
    };
    private static final Bytes32 SPLIT_HASH = new Split(List.of(SHARES)).hash();
    private static final List<Address> OWNERS =
            List.of(
                    Samples.PAYER,
                    Bank.PAYEE_KEY.address(),
                    Samples.address(1),
                    Samples.address(2),
                    Samples.address(3));

    private static ChannelParameters channel(int salt) {
        return Bank.channel(salt, salt % 2 == 0 ? Bytes32.ZERO : SPLIT_HASH);
    }

    private static Share[] split(int salt) {
        return salt % 2 == 0 ? new Share[0] : SHARES;
    }

    private static void call(Bank bank, RandomGenerator random) {
        int salt = random.nextInt(CHANNELS);
        ChannelParameters channel = channel(salt);
        long amount = random.nextLong(120);
        List<ChannelRequest> request = List.of(Bank.request(channel, amount));
        Amount deposit = Amount.of(random.nextLong(150));
        Address token = Bank.TOKEN;
        if (random.nextInt(10) == 0) bank.chain.advance(random.nextLong(2 * Bank.DELAY));
        CompletableFuture<Receipt> transaction =
                switch (random.nextInt(16)) {
                    case 0 -> bank.payer.deposit(token, deposit);
                    case 1 -> bank.payer.withdrawDeposit(token, deposit);
                    case 2 -> bank.payer.open(token, deposit, request);
                    case 3 -> bank.payer.topUp(token, deposit, request);
                    case 4 -> bank.payer.startExit(channel);
                    case 5 -> bank.payer.cancelExit(channel);
                    case 6 -> bank.payer.finishExit(channel);
                    case 7 -> bank.chain.ledger(OWNERS.get(random.nextInt(5))).withdraw(token);
                    case 8 -> bank.payer.release(channel, Amount.ZERO, Bank.release(channel, 0));
                    default -> bank.payee.claim(List.of(Bank.claim(channel, amount, split(salt))));
                };
        assertTrue(transaction.isDone());
    }

    private static Amount everything(Bank bank) {
        Amount sum = bank.payer.freeDeposit(Samples.PAYER, Bank.TOKEN);
        for (int salt = 0; salt < CHANNELS; salt++) {
            ChannelOnChain state = bank.state(channel(salt));
            sum = sum.plus(state.reserve().minus(state.claimed()));
        }
        for (Address owner : OWNERS)
            sum =
                    sum.plus(bank.payer.credit(owner, Bank.TOKEN))
                            .plus(bank.payer.balance(owner, Bank.TOKEN));
        return sum;
    }

    @Test
    void noBaseUnitAppearsOrVanishesAndClaimsNeverFall_I4_I5_I6() {
        SeededTrials.run(
                150,
                random -> {
                    Bank bank = new Bank();
                    Amount[] claimed = new Amount[CHANNELS];
                    Arrays.fill(claimed, Amount.ZERO);
                    for (int i = 0; i < 150; i++) {
                        call(bank, random);
                        assertEquals(Amount.of(1_000), everything(bank));
                        for (int salt = 0; salt < CHANNELS; salt++) {
                            ChannelOnChain state = bank.state(channel(salt));
                            assertTrue(state.claimed().compareTo(claimed[salt]) >= 0);
                            assertTrue(state.claimed().compareTo(state.reserve()) <= 0);
                            claimed[salt] = state.claimed();
                        }
                    }
                });
    }
}
