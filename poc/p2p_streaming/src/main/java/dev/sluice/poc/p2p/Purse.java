package dev.sluice.poc.p2p;

import org.jspecify.annotations.Nullable;

/** What a consumer promised one seeder: a voucher pays a window ahead of what is asked for. */
final class Purse {
    private final int channel;
    private final byte[] secret;
    private final long windowBaseUnits;
    private long askedBaseUnits;
    private long promisedBaseUnits;
    private int vouchers;

    Purse(int channel, byte[] secret, long windowBaseUnits) {
        this.channel = channel;
        this.secret = secret.clone();
        this.windowBaseUnits = windowBaseUnits;
    }

    /** The voucher that must go with a request of this price; null if the last one covers it. */
    @Nullable Voucher pay(long priceBaseUnits) {
        askedBaseUnits = Math.addExact(askedBaseUnits, priceBaseUnits);
        if (askedBaseUnits <= promisedBaseUnits) return null;
        long windowed = Math.addExact(promisedBaseUnits, windowBaseUnits);
        promisedBaseUnits = Math.max(askedBaseUnits, windowed);
        vouchers++;
        return Voucher.sign(channel, promisedBaseUnits, secret);
    }

    int vouchers() {
        return vouchers;
    }
}
