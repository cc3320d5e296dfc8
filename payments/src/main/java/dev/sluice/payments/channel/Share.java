package dev.sluice.payments.channel;

import dev.sluice.payments.money.Address;

/** One recipient's part of a payment, in basis points (1/10,000). */
public record Share(Address recipient, int basisPoints) {
    public Share {
        if (basisPoints < 0 || basisPoints > 10_000)
            throw new IllegalArgumentException("share of " + basisPoints + " basis points");
    }
}
