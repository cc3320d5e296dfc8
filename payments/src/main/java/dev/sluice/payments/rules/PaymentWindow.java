package dev.sluice.payments.rules;

import dev.sluice.payments.money.Amount;
import dev.sluice.payments.terms.Terms;
import dev.sluice.payments.terms.WorkPrice;
import java.math.BigInteger;

/**
 * How much one side may owe the other on a channel: the most that either loses when the other
 * leaves.
 *
 * <p>The window is one slice at the start and half of what was paid after that, so every round of
 * payment grows it by half; it stops at a cap of one second of play or a 64th of the work. A peer
 * that comes with a fresh key gets one slice, which is what makes taking a window and leaving not
 * worth a channel (T13). It bounds the payee's loss (I2) and the payer's (I3) alike.
 *
 * <p>A pure function of the highest acknowledged cumulative amount and of the manifest, which both
 * sides know; so they agree on the window without a message. All amounts are base units.
 *
 * @param capBytes the bytes whose price is the cap
 */
public record PaymentWindow(int capBytes) {
    public static final PaymentWindow DEFAULT = new PaymentWindow(1 << 20);

    /** The window of a work: never more than one second of play, or a 64th of the work. */
    public static PaymentWindow of(WorkPrice price) {
        return new PaymentWindow(price.windowBytes());
    }

    public PaymentWindow {
        if (capBytes <= 0) throw new IllegalArgumentException("window cap " + capBytes);
    }

    /** clamp(paid / 2, unit price, max(unit price, cap)). */
    public static long windowBaseUnits(Amount paid, long unitPrice, long cap) {
        if (unitPrice < 0) throw new IllegalArgumentException("unit price " + unitPrice);
        long half = paid.high() != 0 ? Long.MAX_VALUE : paid.low() >>> 1;
        return Math.clamp(half, unitPrice, Math.max(unitPrice, cap));
    }

    /** The seeder's credit for bytes, which it sells before they are paid. */
    public long creditBaseUnits(Amount paid, Terms terms, int sliceBytes) {
        return windowBaseUnits(paid, terms.seederFee(sliceBytes), terms.seederFee(capBytes));
    }

    /** How far a payer goes ahead with the creator, who sells keys after they are paid. */
    public long advanceBaseUnits(Amount paid, Terms terms, int sliceBytes) {
        return windowBaseUnits(paid, terms.creatorShare(sliceBytes), terms.creatorShare(capBytes));
    }

    /**
     * The least that must be paid for all of {@code given} to be paid or within the window: more
     * pays for nothing what the payment itself opens. The inverse of paid + window(paid).
     */
    public static Amount leastPaid(Amount given, long unitPrice, long cap) {
        BigInteger all = given.toBigInteger();
        BigInteger growing = all.shiftLeft(1).add(BigInteger.TWO).divide(BigInteger.valueOf(3));
        BigInteger capped = all.subtract(BigInteger.valueOf(Math.max(unitPrice, cap)));
        BigInteger first = all.subtract(BigInteger.valueOf(unitPrice));
        return Amount.of(first.min(growing.max(capped)).max(BigInteger.ZERO));
    }

    /** The same for a seeder's credit. */
    public Amount leastPaid(Amount given, Terms terms, int sliceBytes) {
        return leastPaid(given, terms.seederFee(sliceBytes), terms.seederFee(capBytes));
    }
}
