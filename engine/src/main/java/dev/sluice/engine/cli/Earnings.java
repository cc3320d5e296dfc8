package dev.sluice.engine.cli;

import dev.sluice.engine.keeper.GasCosts;
import dev.sluice.engine.keeper.Pace;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.PayeeRecord;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** What a node's channels earned, for each address that is paid and each token. One thread. */
final class Earnings {
    /** Who is paid in what; zero is the chain's own coin. */
    record Purse(Address payee, Address token) {}

    /** One purse's sums, in base units. */
    static final class Sum {
        int channels;
        Amount promised = Amount.ZERO;
        Amount claimed = Amount.ZERO;

        /** What a claim would bring now, and on how many channels. */
        Amount unclaimed = Amount.ZERO;

        int due;

        /** The gas of claiming all that is due, in batches. */
        long gas() {
            int batches = (due + Pace.MAX_ROWS - 1) / Pace.MAX_ROWS;
            return due == 0
                    ? 0
                    : GasCosts.MEASURED.gas(due) + (batches - 1) * GasCosts.MEASURED.base();
        }
    }

    private final Map<Purse, Sum> sums =
            new TreeMap<>(Comparator.comparing(Purse::token).thenComparing(Purse::payee));

    /** Has at least the account's own purse in coins, if it is empty. */
    static Earnings of(Address account, ChannelStore store, Ledger ledger) {
        Earnings earnings = none(account);
        store.forEachPayee(record -> earnings.add(record, ledger.channel(record.channel())));
        return earnings;
    }

    static Earnings none(Address account) {
        Earnings earnings = new Earnings();
        earnings.sums.put(new Purse(account, Address.ZERO), new Sum());
        return earnings;
    }

    private void add(PayeeRecord record, ChannelOnChain onChain) {
        Purse purse = new Purse(record.parameters().payee(), record.parameters().token());
        Sum sum = sums.computeIfAbsent(purse, _ -> new Sum());
        sum.channels++;
        sum.promised = sum.promised.plus(record.accepted());
        sum.claimed = sum.claimed.plus(onChain.claimed());
        Amount open = record.accepted().minusOrZero(onChain.claimed());
        if (open.isZero() || onChain.isClosed()) return;
        sum.unclaimed = sum.unclaimed.plus(open);
        sum.due++;
    }

    Map<Purse, Sum> sums() {
        return sums;
    }

    /** An amount as people read it: coins, or a token's base units since nobody says its digits. */
    static String text(Amount amount, Address token) {
        return token.isZero() ? Money.coins(amount) : amount + " base units of " + token;
    }
}
