package dev.sluice.payments.ledger;

import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** Who has how much of which token, for one kind of money on the in-memory chain. */
final class Purses {
    private record Key(Address owner, Address token) {}

    private final Map<Key, Amount> amounts =
            new TreeMap<>(Comparator.comparing(Key::owner).thenComparing(Key::token));
    private final Writes writes;

    Purses(Writes writes) {
        this.writes = writes;
    }

    Amount get(Address owner, Address token) {
        return amounts.getOrDefault(new Key(owner, token), Amount.ZERO);
    }

    void add(Address owner, Address token, Amount amount) {
        if (!amount.isZero())
            writes.put(amounts, new Key(owner, token), get(owner, token).plus(amount));
    }

    /** The caller has checked that there is enough. */
    void take(Address owner, Address token, Amount amount) {
        writes.put(amounts, new Key(owner, token), get(owner, token).minus(amount));
    }
}
