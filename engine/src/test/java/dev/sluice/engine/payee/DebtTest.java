package dev.sluice.engine.payee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.MemoryStore;
import dev.sluice.engine.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Accepted;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.rules.Verdict;
import dev.sluice.payments.store.PayeeRecord;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * A payee that is full of channels that owe lets newcomers in all the same (T17), and gives no
 * credit twice (I2): what is owed is on disk before anybody can come back.
 */
final class DebtTest {
    private static final int ROOM = 2;

    private final MemoryStore store = new MemoryStore();
    private GateRig rig = new GateRig(Desk.POLICY, ROOM, GateListener.NOBODY);

    private static ChannelId id(int channel) {
        return Samples.id(Samples.channel(channel));
    }

    private AttachAsk read(int channel) {
        ChannelParameters parameters = Samples.channel(channel);
        AttachFacts f = Desk.attach(parameters, Desk.PEER, null).facts();
        AttachFacts now =
                new AttachFacts(
                        f.domain(),
                        f.parameters(),
                        f.split(),
                        f.standing(),
                        f.claimCost(),
                        rig.accounts.evictions(id(channel)),
                        store.payee(id(channel)),
                        List.of());
        return new AttachAsk(id(channel), Desk.PEER, now, null);
    }

    private Verdict attach(int channel) {
        Verdict verdict = rig.attach(read(channel));
        write();
        return verdict;
    }

    private Verdict slice(int channel, long paid) {
        ChannelParameters parameters = Samples.channel(channel);
        Verdict verdict =
                rig.slice(parameters, 0, paid == 0 ? null : Samples.voucher(parameters, paid));
        write();
        return verdict;
    }

    /** What the persist stage does. */
    private void write() {
        try (PersistStage stage = new PersistStage(store)) {
            stage.onEvent(rig.slot, rig.last(), true);
        }
    }

    private static void accepted(Verdict verdict) {
        assertEquals(Accepted.YES, verdict);
    }

    private static void refused(Reason reason, Verdict verdict) {
        assertEquals(reason, verdict instanceof Refused why ? why.reason() : verdict);
    }

    private Amount servedAsShown() {
        return Objects.requireNonNull(rig.slot.attached).served();
    }

    /** Takes all the credit that there is. */
    private long owe(int channel) {
        long slices = 0;
        while (slice(channel, 0).isAccepted()) slices++;
        assertTrue(slices > 0);
        return slices * Desk.FEE;
    }

    @Test
    void whoOwesMakesRoomAndComesBackWithItsDebt_I2() {
        accepted(attach(1));
        long owed = owe(1);
        for (int newcomer = 2; newcomer <= 1 + ROOM; newcomer++) accepted(attach(newcomer));
        assertEquals(null, rig.accounts.find(id(1)));
        assertEquals(Amount.of(owed), store.payee(id(1)).orElseThrow().keysServed());
        refused(Reason.BUSY, attach(1)); // this reading may be from before the write
        accepted(attach(1));
        assertEquals(Amount.of(owed), servedAsShown());
        refused(Reason.CREDIT_EXHAUSTED, slice(1, 0));
        refused(Reason.CREDIT_EXHAUSTED, slice(1, Desk.FEE - 1));
        accepted(slice(1, Desk.FEE));
    }

    @Test
    void withAVoucherItIsTheSame_I2() {
        accepted(attach(1));
        accepted(slice(1, 3 * Desk.FEE));
        long served = Desk.FEE + owe(1);
        assertTrue(served > 3 * Desk.FEE, "on credit at the end");
        for (int newcomer = 2; newcomer <= 1 + ROOM; newcomer++) accepted(attach(newcomer));
        PayeeRecord stored = store.payee(id(1)).orElseThrow();
        assertEquals(Amount.of(3 * Desk.FEE), stored.accepted());
        assertEquals(Amount.of(served), stored.keysServed());
        refused(Reason.BUSY, attach(1));
        accepted(attach(1));
        assertEquals(Amount.of(served), servedAsShown());
        refused(Reason.CREDIT_EXHAUSTED, slice(1, 0));
    }

    @Test
    void aCrowdThatOwesShutsNobodyOut_T17() {
        for (int i = 1; i <= 40; i++) {
            accepted(attach(i));
            owe(i);
            assertEquals(Math.min(i, ROOM), rig.accounts.size());
        }
        for (int i = 1; i <= 40; i++) {
            accepted(attach(i));
            refused(Reason.CREDIT_EXHAUSTED, slice(i, 0));
        }
    }

    @Test
    void untilTheDebtIsOnDiskAndReadNobodyComesBack_I2() {
        accepted(attach(1));
        owe(1);
        accepted(attach(2));
        AttachAsk readBefore = read(1);
        accepted(rig.attach(read(3)));
        rig.durable = rig.last() - 1;
        AttachAsk readBeforeTheWrite = read(1);
        refused(Reason.BUSY, rig.attach(readBeforeTheWrite));
        rig.durable = Long.MAX_VALUE;
        for (AttachAsk stale : List.of(readBefore, readBeforeTheWrite))
            refused(Reason.BUSY, rig.attach(stale));
    }

    @Test
    void aCrashBeforeTheWriteForgivesAsEachCrashDoes_I2() {
        accepted(attach(1));
        long owed = owe(1);
        accepted(attach(2));
        accepted(rig.attach(read(3))); // and dies before it is written, or answered
        rig = new GateRig(Desk.POLICY, ROOM, GateListener.NOBODY);
        assertEquals(Amount.ZERO, store.payee(id(1)).orElseThrow().keysServed());
        assertTrue(store.payee(id(3)).isEmpty());
        accepted(attach(1));
        assertEquals(owed, owe(1), "one window, as after any crash");
    }

    @Test
    void aCrashAfterTheWriteForgivesNothing_I2() {
        accepted(attach(1));
        long owed = owe(1);
        for (int newcomer = 2; newcomer <= 1 + ROOM; newcomer++) accepted(attach(newcomer));
        rig = new GateRig(Desk.POLICY, ROOM, GateListener.NOBODY);
        accepted(attach(1));
        assertEquals(Amount.of(owed), servedAsShown());
        refused(Reason.CREDIT_EXHAUSTED, slice(1, 0));
    }
}
