package dev.sluice.engine.sim.checker;

import java.util.BitSet;

/** One channel as the checker counts it: base units, and which slices were given for them. */
final class Account {
    final int payer;
    final int payee;
    final boolean keys;

    // the payee's side
    long durable;

    /** The newest block that the payee may have believed in when it accepted last. */
    long acceptedAtHead;

    long acknowledged;
    long served;
    long releasedValue;
    long forgiven;
    boolean letGo;
    boolean forgotRelease;
    final BitSet released = new BitSet();

    // the payer's side
    long signed;
    long promised;
    long received;
    long lostBefore;

    /** What the payer knows to have signed. */
    long known;

    /** Received and not paid for since the session began, and what was paid for with none of it. */
    long unpaid;

    long lost;
    final BitSet receivedSlices = new BitSet();

    // the ledger's side
    long reserve;
    long claimed;
    boolean closed;
    long excused;
    long reserveBefore;
    long graceUntilBlock;

    /** How many blocks with bearable fees there had been when a reorg took a claim back; or -1. */
    long takenBackAt = -1;

    /** The channel closed before that claim could be made again. */
    boolean robbed;

    Account(int payer, int payee, boolean keys) {
        this.payer = payer;
        this.payee = payee;
        this.keys = keys;
    }

    /** What was signed and has not come, but for what an old disk forgot. */
    long atRisk() {
        return signed - received - lostBefore;
    }
}
