package dev.sluice.engine.sim.checker;

/** A promise that a simulated world can break. */
public enum Invariant {
    I1("an acknowledged voucher is never lost"),
    I2("what was served and is not covered by a voucher stays within the credit window"),
    I3("what was signed and not received as verified content stays within one payment window"),
    I4("deposit = settled + refunded + locked, to the last base unit"),
    I5("what was accepted never exceeds the reserve, nor all of it the deposit"),
    I6("accepted and claimed amounts never go backwards"),
    I7("nothing unverified reaches the player"),
    I8("no key is released for a slice that is not paid"),
    I9("once faults stop, playback ends and every channel settles before its deadline"),
    I10("after a failed write a node neither signs nor serves"),
    PROMISE("\"I may have signed up to this\" is durable before the signature leaves"),
    BUDGET("a session never spends more than its limit");

    private final String text;

    Invariant(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
