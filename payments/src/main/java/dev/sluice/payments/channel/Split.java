package dev.sluice.payments.channel;

import dev.sluice.payments.crypto.Keccak256;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Who shares what a channel pays: 1 to 16 recipients whose basis points sum to 10,000.
 *
 * <p>A cumulative amount is shared out in order: each recipient gets floor(rest × its points /
 * points not yet served) of what those before it left, so the last gets all that remains. The parts
 * always sum to the amount (I4), depend on it alone and not on the claims that led to it, and none
 * of them falls when it rises (T7), because x − floor(x·b/w) never falls for b ≤ w. Were every
 * floor taken of the whole amount, the last part could fall: 5,000, 5,000, 0 from 1 to 2.
 */
public record Split(List<Share> shares) {
    public static final int MAX_RECIPIENTS = 16;
    public static final int WHOLE_BASIS_POINTS = 10_000;

    public Split {
        shares = List.copyOf(shares);
        if (shares.isEmpty() || shares.size() > MAX_RECIPIENTS)
            throw new IllegalArgumentException("a split has 1..16 recipients: " + shares.size());
        int sum = shares.stream().mapToInt(Share::basisPoints).sum();
        if (sum != WHOLE_BASIS_POINTS)
            throw new IllegalArgumentException("shares sum to " + sum + ", expected 10000");
        if (shares.stream().anyMatch(share -> share.recipient().isZero()))
            throw new IllegalArgumentException("a recipient is the zero address: " + shares);
    }

    /** What the channel id binds: keccak256(abi.encode(Share[])), Share (address, uint16). */
    public Bytes32 hash() {
        return hash(shares);
    }

    /** The hash of any list, one that is no split included. */
    public static Bytes32 hash(List<Share> shares) {
        Eip712.Words words =
                Eip712.words(2 + 2 * shares.size()).put(Eip712.WORD).put(shares.size());
        for (Share share : shares) words.put(share.recipient()).put(share.basisPoints());
        return Bytes32.of(Keccak256.hash(words.bytes()));
    }

    /** Each recipient's part of all that was ever paid, in order. */
    public List<Amount> of(Amount cumulative) {
        List<Amount> parts = new ArrayList<>(shares.size());
        Amount rest = cumulative;
        int basisPointsLeft = WHOLE_BASIS_POINTS;
        for (Share share : shares) {
            Amount part = floor(rest, share.basisPoints(), basisPointsLeft);
            parts.add(part);
            rest = rest.minus(part);
            basisPointsLeft -= share.basisPoints();
        }
        return List.copyOf(parts);
    }

    /** What each recipient gets when the claimed amount rises, in order: sums to the rise. */
    public List<Amount> delta(Amount before, Amount after) {
        if (after.compareTo(before) < 0)
            throw new IllegalArgumentException("claimed falls from " + before + " to " + after);
        List<Amount> old = of(before);
        List<Amount> now = of(after);
        List<Amount> parts = new ArrayList<>(now.size());
        for (int i = 0; i < now.size(); i++) parts.add(now.get(i).minus(old.get(i)));
        return List.copyOf(parts);
    }

    private static Amount floor(Amount rest, int basisPoints, int basisPointsLeft) {
        if (basisPoints == 0) return Amount.ZERO;
        BigInteger product = rest.toBigInteger().multiply(BigInteger.valueOf(basisPoints));
        return Amount.of(product.divide(BigInteger.valueOf(basisPointsLeft)));
    }
}
