package dev.sluice.streaming.content;

import dev.sluice.streaming.text.Bytes;

/** A co-creator's part of the creator's income: a 20-byte account, 1 to 10,000 basis points. */
public record Share(Bytes recipient, int basisPoints) {
    public Share {
        recipient.requireLength(Terms.ACCOUNT_BYTES, "recipient");
        if (recipient.isZero())
            throw new IllegalArgumentException("a share cannot go to the zero account");
        if (basisPoints < 1 || basisPoints > Terms.ALL_BASIS_POINTS)
            throw new IllegalArgumentException(
                    "a share has 1 to 10000 basis points, got " + basisPoints);
    }
}
