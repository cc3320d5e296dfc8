package dev.sluice.engine.payee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.ledger.ChannelRequest;
import dev.sluice.payments.ledger.InMemoryChain;
import dev.sluice.payments.ledger.InMemoryLedger;
import dev.sluice.payments.ledger.LedgerEvent;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.Accepted;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.rules.Standing;
import dev.sluice.payments.rules.Verdict;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Reorgs under a payee that serves: what it loses is at most its cap, to the unit (T9).
 *
 * <p>The gate, the list of what to read again and a chain, in one thread. A slice's fee is 1,000.
 */
final class ReorgTest {
    private static final ChannelParameters CHANNEL = Samples.channel(1);
    private static final ChannelId ID = Samples.id(CHANNEL);
    private static final long CAP = 3_000;
    private static final int DEEPEST = 64;

    private final InMemoryChain chain = new InMemoryChain(Samples.DOMAIN, 10);
    private final InMemoryLedger payer = chain.ledger(Samples.PAYER);
    private final Rereads rereads = new Rereads();
    private int confirmations;
    private GateRig rig = new GateRig(Desk.POLICY, 10, GateListener.NOBODY);

    private void start(int blocks, long cap) throws Exception {
        confirmations = blocks;
        rig = new GateRig(Desk.POLICY.withConfirmations(blocks, Amount.of(cap)), 10, rereads);
        chain.fund(Samples.PAYER, Samples.TOKEN, Amount.of(1_000_000));
        mine(DEEPEST);
        chain.ledger(Samples.PAYEE)
                .subscribe(chain.ledger(Samples.PAYEE).blockNumber(), rereads::on);
    }

    private void mine(int blocks) {
        for (int i = 0; i < blocks; i++) chain.mine();
    }

    private void open(long reserve) {
        payer.open(Samples.TOKEN, Amount.of(reserve), requests(reserve)).join();
    }

    private static List<ChannelRequest> requests(long reserve) {
        return List.of(new ChannelRequest(CHANNEL, Amount.of(reserve)));
    }

    private Standing standing() {
        return new Standing(payer.channel(ID), payer.channel(ID, confirmations));
    }

    private Verdict attach() {
        return rig.attach(
                Desk.attach(
                        CHANNEL,
                        List.of(),
                        Desk.PEER,
                        null,
                        java.util.Optional.empty(),
                        List.of(),
                        standing()));
    }

    /** What the reader's thread does. */
    private void read() {
        for (Rereads.Due due = rereads.poll(); due != null; due = rereads.poll()) {
            Standing standing = standing();
            rig.change(due.channel(), new ChannelChange.Seen(standing));
            rereads.seen(due, standing, payer.blockNumber());
        }
    }

    /** Slices until one is refused, each with the voucher that pays for it; what they cost. */
    private long serve(long from) {
        long paid = from;
        while (true) {
            SignedVoucher voucher = Samples.voucher(CHANNEL, paid + Desk.FEE);
            if (rig.slice(CHANNEL, 0, voucher) != Accepted.YES) return paid;
            paid += Desk.FEE;
        }
    }

    private static void refused(Reason reason, Verdict verdict) {
        assertEquals(reason, verdict instanceof Refused why ? why.reason() : verdict);
    }

    @Test
    void aDepositThatAReorgRemovesCostsTheCapAndNotAUnitMore() throws Exception {
        for (int depth = 1; depth <= DEEPEST; depth++) {
            ReorgTest world = new ReorgTest();
            world.start(DEEPEST, CAP);
            world.open(50_000);
            world.mine(depth);
            assertEquals(Accepted.YES, world.attach());
            world.read();
            assertEquals(CAP, world.serve(0), "served at depth " + depth);
            world.chain.reorg(depth);
            world.read();
            refused(Reason.UNKNOWN_CHANNEL, world.rig.slice(CHANNEL, 0, null));
            assertEquals(Amount.ZERO, world.payer.channel(ID).reserve(), "nothing to claim");
        }
    }

    @Test
    void aTopUpThatAReorgRemovesCostsTheCapOnTopOfWhatIsConfirmed() throws Exception {
        for (int depth = 1; depth <= DEEPEST; depth++) {
            ReorgTest world = new ReorgTest();
            world.start(DEEPEST, CAP);
            world.open(10_000);
            world.mine(DEEPEST + 1);
            world.attach();
            world.payer.topUp(Samples.TOKEN, Amount.of(40_000), requests(40_000)).join();
            world.mine(depth);
            world.read();
            long served = world.serve(0);
            assertEquals(10_000 + CAP, served, "served at depth " + depth);
            world.chain.reorg(depth);
            world.read();
            assertEquals(CAP, served - world.payer.channel(ID).reserve().low());
            refused(Reason.RESERVE_TOO_SMALL, world.rig.slice(CHANNEL, 0, null));
        }
    }

    @Test
    void aReserveCountsFromTheBlockThatConfirmsIt() throws Exception {
        for (int blocks : new int[] {1, 6, DEEPEST}) {
            ReorgTest world = new ReorgTest();
            world.start(blocks, CAP);
            world.open(50_000);
            world.mine(blocks);
            world.attach();
            world.read();
            assertEquals(CAP, world.serve(0), "one block is missing");
            world.mine(1);
            world.read();
            assertEquals(50_000, world.serve(CAP));
            world.chain.reorg(blocks);
            world.read();
            assertEquals(Amount.of(50_000), world.payer.channel(ID).reserve());
        }
    }

    @Test
    void withoutACapAnUnconfirmedChannelIsNotServed() throws Exception {
        start(6, 0);
        open(50_000);
        mine(6);
        refused(Reason.NOT_CONFIRMED, attach());
        mine(1);
        assertEquals(Accepted.YES, attach());
    }

    @Test
    void anExitThatAReorgRemovesOrBringsIsSeen() throws Exception {
        start(6, 0);
        open(50_000);
        mine(10);
        attach();
        read();
        payer.startExit(CHANNEL).join();
        mine(1);
        read();
        refused(Reason.EXIT_UNDER_WAY, rig.slice(CHANNEL, 0, null));
        chain.reorg(1);
        read();
        assertEquals(Accepted.YES, rig.slice(CHANNEL, 0, null));
        payer.startExit(CHANNEL).join();
        mine(1);
        read();
        refused(Reason.EXIT_UNDER_WAY, rig.slice(CHANNEL, 1, null));
    }

    @Test
    void onlyWhatIsAttachedIsRead() throws Exception {
        start(6, CAP);
        open(50_000);
        mine(1);
        assertTrue(rereads.isIdle(), "nobody has shown the channel");
        attach();
        assertFalse(rereads.isIdle(), "what was read before may be old");
        read();
        mine(1);
        assertFalse(rereads.isIdle(), "it is not confirmed yet");
        read();
        mine(6);
        read();
        mine(1);
        assertTrue(rereads.isIdle(), "it is confirmed");
        rereads.evicted(ID);
        chain.reorg(1);
        assertTrue(rereads.isIdle(), "it is not attached any more");
    }

    @Test
    void whatCouldNotBeReadStaysDue() throws Exception {
        start(6, CAP);
        open(50_000);
        mine(1);
        attach();
        Rereads.Due first = due(rereads);
        assertEquals(ID, first.channel());
        assertFalse(rereads.isIdle(), "it is being read");
        rereads.failed(first);
        Rereads.Due second = due(rereads);
        assertEquals(ID, second.channel());
        rereads.seen(second, standing(), payer.blockNumber());
        assertTrue(rereads.isIdle());
    }

    @Test
    void whatWasReadAheadOfTheFeedIsReadAgainAsItComesThere_T9() {
        Rereads ahead = new Rereads();
        ahead.on(newBlock(9));
        ahead.attached(ID);
        ahead.seen(due(ahead), standing(), 10);
        assertTrue(ahead.isIdle(), "nothing is new");
        ahead.on(newBlock(10)); // perhaps another block 10: the feed had not told of the first
        ahead.seen(due(ahead), standing(), 10);
        ahead.on(newBlock(11));
        assertTrue(ahead.isIdle(), "a reorg of what it was read of would be told");
    }

    @Test
    void aBlockThatIsToldWhileAChannelIsReadAheadOfItHasItReadAgainAtOnce_T9() {
        Rereads ahead = new Rereads();
        ahead.on(newBlock(9));
        ahead.attached(ID);
        Rereads.Due due = due(ahead);
        ahead.on(newBlock(10));
        ahead.seen(due, standing(), 10);
        assertFalse(ahead.isIdle(), "it may have been read of another block 10");
        ahead.seen(due(ahead), standing(), 10);
        assertTrue(ahead.isIdle());
    }

    private static Rereads.Due due(Rereads from) {
        return Objects.requireNonNull(from.poll());
    }

    private static LedgerEvent newBlock(long number) {
        return new LedgerEvent.NewBlock(new LedgerEvent.BlockRef(number, Bytes32.ZERO));
    }
}
