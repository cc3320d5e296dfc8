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
 * <p>Shares are taken on the cumulative amount and rounded down; the last recipient gets the rest.
 * So they always sum to the amount, and no dust stays behind however often it is claimed (I4, T7).
 */
public record Split(List<Share> shares) {
    public static final int MAX_RECIPIENTS = 16;
    public static final int WHOLE_BASIS_POINTS = 10_000;

    private static final BigInteger WHOLE = BigInteger.valueOf(WHOLE_BASIS_POINTS);

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
        Eip712.Words words =
                Eip712.words(2 + 2 * shares.size()).put(Eip712.WORD).put(shares.size());
        for (Share share : shares) words.put(share.recipient()).put(share.basisPoints());
        return Bytes32.of(Keccak256.hash(words.bytes()));
    }

    /** Each recipient's part of all that was ever paid, in order. */
    public List<Amount> of(Amount cumulative) {
        List<Amount> parts = new ArrayList<>(shares.size());
        Amount rest = cumulative;
        for (Share share : shares.subList(0, shares.size() - 1)) {
            Amount part = floor(cumulative, share.basisPoints());
            parts.add(part);
            rest = rest.minus(part);
        }
        parts.add(rest);
        return List.copyOf(parts);
    }

    /**
     * What each recipient gets when the claimed amount rises, in order: sums to the rise.
     *
     * <p>Several floors can step up within a rise of a few base units, by more than the rise
     * itself; then earlier recipients go first and nobody gets less than nothing, so that a claim
     * never bounces for its size.
     */
    public List<Amount> delta(Amount before, Amount after) {
        if (after.compareTo(before) < 0)
            throw new IllegalArgumentException("claimed falls from " + before + " to " + after);
        List<Amount> parts = new ArrayList<>(shares.size());
        Amount rest = after.minus(before);
        for (Share share : shares.subList(0, shares.size() - 1)) {
            Amount gain =
                    floor(after, share.basisPoints()).minus(floor(before, share.basisPoints()));
            Amount part = Amount.min(gain, rest);
            parts.add(part);
            rest = rest.minus(part);
        }
        parts.add(rest);
        return List.copyOf(parts);
    }

    private static Amount floor(Amount cumulative, int basisPoints) {
        BigInteger product = cumulative.toBigInteger().multiply(BigInteger.valueOf(basisPoints));
        return Amount.of(product.divide(WHOLE));
    }
}
