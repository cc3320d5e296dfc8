package dev.sluice.engine.session;

import dev.sluice.engine.scheduler.Asks;
import dev.sluice.payments.money.Amount;
import java.util.List;

/**
 * The end of a session: what is owed is paid, and the seeders are given a while to take it. Owned
 * by the session.
 */
final class Settling {
    private final List<Seeder> seeders;
    private final KeyDesk keys;
    private final Spending spending;
    private final long settleNs;
    private boolean begun;
    private boolean paid;
    private long sinceNs;

    Settling(List<Seeder> seeders, KeyDesk keys, Spending spending, long settleNs) {
        this.seeders = seeders;
        this.keys = keys;
        this.spending = spending;
        this.settleNs = settleNs;
    }

    /** It is not the end after all, or another one. */
    void again() {
        begun = false;
    }

    private long waitedNs(long nowNs) {
        if (!begun) {
            sinceNs = nowNs;
            paid = false;
        }
        begun = true;
        return nowNs - sinceNs;
    }

    /**
     * Waits until every seeder holds its last voucher, but not for long: what a seeder that is away
     * does not get now rides on the first request of the next session. What was left on its way is
     * let come for half of that time.
     *
     * @return true when it is over
     */
    boolean settle(long nowNs, boolean somethingComes, Effects out) {
        long waitedNs = waitedNs(nowNs);
        if (somethingComes && waitedNs < settleNs / 2) return false;
        payAll(out);
        paid = true;
        return waitedNs >= settleNs || seeders.stream().allMatch(s -> s.settled() || s.dropped());
    }

    /** Once, and again a seeder whose slice came only after that. */
    private void payAll(Effects out) {
        for (Seeder seeder : seeders) {
            if (paid && !seeder.owes()) continue;
            Amount voucher = seeder.payRest();
            if (voucher != null) out.payRest(seeder.peer(), voucher);
        }
    }

    /**
     * After a failure: takes back what was asked for, then pays what is owed, also for what had
     * begun, but not for long: a credit of one slice is used up for good by one slice that is here
     * and not paid.
     *
     * @return true when it is over
     */
    boolean leave(long nowNs, Asks asks, Effects out) {
        if (!begun) for (Seeder seeder : seeders) seeder.takeBack(asks);
        long waitedNs = waitedNs(nowNs);
        payWithinLimit(out);
        return waitedNs >= settleNs || seeders.stream().noneMatch(Seeder::isWorthWaitingFor);
    }

    private void payWithinLimit(Effects out) {
        Amount signed = keys.signedOutlay();
        for (Seeder seeder : seeders) signed = signed.plus(seeder.signedOutlay());
        for (Seeder seeder : seeders) {
            if (!seeder.owes() || seeder.inFlight() > 0) continue;
            Amount cost = seeder.outlay().minus(seeder.signedOutlay());
            Amount voucher = spending.holds(signed.plus(cost)) ? seeder.payRest() : null;
            if (voucher == null) continue;
            signed = signed.plus(cost);
            out.payRest(seeder.peer(), voucher);
        }
    }
}
