package dev.sluice.engine.payee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    private final StoredGate gate = new StoredGate(ROOM);

    private static void accepted(Verdict verdict) {
        assertEquals(Accepted.YES, verdict);
    }

    private static void refused(Reason reason, Verdict verdict) {
        assertEquals(reason, verdict instanceof Refused why ? why.reason() : verdict);
    }

    private Amount servedAsShown() {
        return Objects.requireNonNull(gate.rig.slot.attached).served();
    }

    /** Takes all the credit that there is. */
    private long owe(int channel) {
        long slices = 0;
        while (gate.slice(channel, 0).isAccepted()) slices++;
        assertTrue(slices > 0);
        return slices * Desk.FEE;
    }

    @Test
    void whoOwesMakesRoomAndComesBackWithItsDebt_I2() {
        accepted(gate.attach(1));
        long owed = owe(1);
        for (int newcomer = 2; newcomer <= 1 + ROOM; newcomer++) accepted(gate.attach(newcomer));
        assertEquals(null, gate.rig.accounts.find(StoredGate.id(1)));
        assertEquals(
                Amount.of(owed), gate.store.payee(StoredGate.id(1)).orElseThrow().keysServed());
        refused(Reason.BUSY, gate.attach(1)); // this reading may be from before the write
        accepted(gate.attach(1));
        assertEquals(Amount.of(owed), servedAsShown());
        refused(Reason.CREDIT_EXHAUSTED, gate.slice(1, 0));
        refused(Reason.CREDIT_EXHAUSTED, gate.slice(1, Desk.FEE - 1));
        accepted(gate.slice(1, Desk.FEE));
    }

    @Test
    void withAVoucherItIsTheSame_I2() {
        accepted(gate.attach(1));
        accepted(gate.slice(1, 3 * Desk.FEE));
        long served = Desk.FEE + owe(1);
        assertTrue(served > 3 * Desk.FEE, "on credit at the end");
        for (int newcomer = 2; newcomer <= 1 + ROOM; newcomer++) accepted(gate.attach(newcomer));
        PayeeRecord stored = gate.store.payee(StoredGate.id(1)).orElseThrow();
        assertEquals(Amount.of(3 * Desk.FEE), stored.accepted());
        assertEquals(Amount.of(served), stored.keysServed());
        refused(Reason.BUSY, gate.attach(1));
        accepted(gate.attach(1));
        assertEquals(Amount.of(served), servedAsShown());
        refused(Reason.CREDIT_EXHAUSTED, gate.slice(1, 0));
    }

    @Test
    void aCrowdThatOwesShutsNobodyOut_T17() {
        for (int i = 1; i <= 40; i++) {
            accepted(gate.attach(i));
            owe(i);
            assertEquals(Math.min(i, ROOM), gate.rig.accounts.size());
        }
        for (int i = 1; i <= 40; i++) {
            accepted(gate.attach(i));
            refused(Reason.CREDIT_EXHAUSTED, gate.slice(i, 0));
        }
    }

    @Test
    void untilTheDebtIsOnDiskAndReadNobodyComesBack_I2() {
        accepted(gate.attach(1));
        owe(1);
        accepted(gate.attach(2));
        AttachAsk readBefore = gate.read(1);
        accepted(gate.rig.attach(gate.read(3)));
        gate.rig.durable = gate.rig.last() - 1;
        AttachAsk readBeforeTheWrite = gate.read(1);
        refused(Reason.BUSY, gate.rig.attach(readBeforeTheWrite));
        gate.rig.durable = Long.MAX_VALUE;
        for (AttachAsk stale : List.of(readBefore, readBeforeTheWrite))
            refused(Reason.BUSY, gate.rig.attach(stale));
    }

    @Test
    void aCrashBeforeTheWriteForgivesAsEachCrashDoes_I2() {
        accepted(gate.attach(1));
        long owed = owe(1);
        accepted(gate.attach(2));
        accepted(gate.rig.attach(gate.read(3))); // and dies before it is written, or answered
        gate.restart();
        assertEquals(Amount.ZERO, gate.store.payee(StoredGate.id(1)).orElseThrow().keysServed());
        assertTrue(gate.store.payee(StoredGate.id(3)).isEmpty());
        accepted(gate.attach(1));
        assertEquals(owed, owe(1), "one window, as after any crash");
    }

    @Test
    void aCrashAfterTheWriteForgivesNothing_I2() {
        accepted(gate.attach(1));
        long owed = owe(1);
        for (int newcomer = 2; newcomer <= 1 + ROOM; newcomer++) accepted(gate.attach(newcomer));
        gate.restart();
        accepted(gate.attach(1));
        assertEquals(Amount.of(owed), servedAsShown());
        refused(Reason.CREDIT_EXHAUSTED, gate.slice(1, 0));
    }
}
