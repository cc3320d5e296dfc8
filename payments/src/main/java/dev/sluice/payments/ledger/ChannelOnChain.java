package dev.sluice.payments.ledger;

import dev.sluice.payments.money.Amount;

/**
 * A channel as the contract holds it.
 *
 * @param reserve what is earmarked for the payee in all, base units
 * @param claimed what has been paid out of it
 * @param exitAt when an exit may finish, in seconds since 1970; {@link #OPEN} or {@link #CLOSED}
 */
public record ChannelOnChain(Amount reserve, Amount claimed, long exitAt) {
    public static final long OPEN = 0;
    public static final long CLOSED = (1L << 48) - 1;

    public boolean isOpen() {
        return exitAt == OPEN;
    }

    public boolean isClosed() {
        return exitAt == CLOSED;
    }
}
