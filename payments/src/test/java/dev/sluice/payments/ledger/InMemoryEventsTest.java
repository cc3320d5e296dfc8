package dev.sluice.payments.ledger;

import static dev.sluice.payments.ledger.Bank.TOKEN;
import static dev.sluice.payments.ledger.Bank.claim;
import static dev.sluice.payments.ledger.Bank.done;
import static dev.sluice.payments.ledger.Bank.refused;
import static dev.sluice.payments.ledger.Bank.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.ledger.LedgerEvent.BlockRef;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InMemoryEventsTest {
    private final Bank bank = new Bank();
    private final List<LedgerEvent> seen = new ArrayList<>();

    @Test
    void eventsArriveInOrderWhenTheBlockEnds() {
        bank.payee.subscribe(0, seen::add);
        ChannelParameters channel = bank.open(1, 100);
        done(bank.payer.topUp(TOKEN, Amount.of(5), List.of(request(channel, 5))));
        done(bank.payee.claim(List.of(claim(channel, 40))));
        assertEquals(List.of(), seen);
        bank.chain.mine();
        BlockRef block = seen.getFirst().block();
        ChannelId id = Bank.id(channel);
        assertEquals(1, block.number());
        assertEquals(
                List.of(
                        new LedgerEvent.Opened(block, id, channel, Amount.of(100)),
                        new LedgerEvent.ToppedUp(block, id, Amount.of(105)),
                        new LedgerEvent.Claimed(block, id, Amount.of(40), Amount.of(40)),
                        new LedgerEvent.NewBlock(block)),
                seen);
    }

    @Test
    void theLifeOfAnExitIsTold() {
        ChannelParameters channel = bank.open(1, 100);
        ChannelId id = Bank.id(channel);
        bank.chain.mine();
        bank.payee.subscribe(1, seen::add);
        done(bank.payer.startExit(channel));
        done(bank.payer.cancelExit(channel));
        done(bank.payer.startExit(channel));
        long exitAt = bank.state(channel).exitAt();
        bank.chain.advance(Bank.DELAY);
        done(bank.payer.finishExit(channel));
        bank.chain.mine();
        BlockRef second = seen.getFirst().block();
        BlockRef third = seen.getLast().block();
        assertEquals(
                List.of(
                        new LedgerEvent.ExitStarted(second, id, exitAt),
                        new LedgerEvent.ExitCancelled(second, id),
                        new LedgerEvent.ExitStarted(second, id, exitAt),
                        new LedgerEvent.NewBlock(second),
                        new LedgerEvent.Closed(third, id, Amount.of(100)),
                        new LedgerEvent.NewBlock(third)),
                seen);
    }

    @Test
    void aLateSubscriberIsToldThePastFromItsBlockOn() {
        bank.open(1, 10);
        bank.chain.mine();
        bank.open(2, 10);
        bank.chain.mine();
        bank.payee.subscribe(1, seen::add);
        assertEquals(2, seen.size());
        assertTrue(seen.stream().allMatch(event -> event.block().number() == 2));
    }

    @Test
    void aRefusedTransactionLeavesNoEvent() {
        bank.payee.subscribe(0, seen::add);
        refused(
                "AboveFreeBalance",
                bank.payer.open(
                        TOKEN,
                        Amount.of(10),
                        List.of(request(Bank.channel(1), 10), request(Bank.channel(2), 1))));
        bank.chain.mine();
        assertEquals(1, seen.size());
    }

    @Test
    void aClosedSubscriptionIsSilent() throws Exception {
        try (AutoCloseable _ = bank.payee.subscribe(0, seen::add)) {
            bank.chain.mine();
        }
        bank.chain.mine();
        assertEquals(1, seen.size());
    }

    @Test
    void contentIsAnchoredInTheFeed() {
        bank.payee.subscribe(0, seen::add);
        Bytes32 content = Samples.bytes32(1);
        Bytes32 manifest = Samples.bytes32(2);
        refused("ZeroId", bank.payer.anchor(Bytes32.ZERO, manifest, 1));
        refused("ZeroId", bank.payer.anchor(content, Bytes32.ZERO, 1));
        done(bank.payer.anchor(content, manifest, 7));
        bank.chain.mine();
        BlockRef block = seen.getFirst().block();
        assertEquals(
                new LedgerEvent.Anchored(block, content, Samples.PAYER, manifest, 7),
                seen.getFirst());
    }
}
