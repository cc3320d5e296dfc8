package dev.sluice.engine.keeper;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.money.Amount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The claims of one token: what is due, in order of urgency, and what is under way. */
final class Lane {
    /** Urgent first: exits by their end, then what never failed, then by age. */
    private record Rank(long deadline, int failures, long since, ChannelId channel) {
        static final Comparator<Rank> ORDER =
                Comparator.comparingLong(Rank::deadline)
                        .thenComparingInt(Rank::failures)
                        .thenComparingLong(Rank::since)
                        .thenComparing(Rank::channel);
    }

    /** What to send, and what is due but costs more than it brings. */
    record Choice(List<Kept> rows, List<Kept> tooDear) {}

    /** So long a batch that is not full and not urgent waits for channels that are being read. */
    private static final long GATHER_SECONDS = 5;

    private static final long NOT_GATHERING = Long.MIN_VALUE;

    private final TreeMap<Rank, Kept> due = new TreeMap<>(Rank.ORDER);
    private final Map<ChannelId, Rank> ranks = new TreeMap<>();
    private final KeeperSettings settings;
    private final TokenPolicy token;

    int underWay;
    int failures;
    long retryAt;
    private long gatheringSince = NOT_GATHERING;

    /** How many rows the next batch may have: halved by a refusal, so that no row can block. */
    int size;

    Lane(KeeperSettings settings, TokenPolicy token) {
        this.settings = settings;
        this.token = token;
        this.size = settings.pace().rowsPerBatch();
    }

    void put(Kept kept) {
        remove(kept.id);
        Rank rank = new Rank(kept.deadline(), kept.failures, kept.unclaimedSince, kept.id);
        ranks.put(kept.id, rank);
        due.put(rank, kept);
    }

    void remove(ChannelId channel) {
        Rank rank = ranks.remove(channel);
        if (rank != null) due.remove(rank);
    }

    /** {@code reading} says whether more may soon be due. */
    boolean mayClaim(long now, boolean reading) {
        if (due.isEmpty() || underWay >= settings.pace().batchesPerToken() || retryAt > now)
            return false;
        boolean urgent = due.firstKey().deadline() != Long.MAX_VALUE;
        if (!reading || urgent || due.size() >= size) return true;
        if (gatheringSince == NOT_GATHERING) gatheringSince = now;
        return now - gatheringSince >= GATHER_SECONDS;
    }

    /**
     * Takes the most urgent rows that pay for themselves, at most one batch of them; a row that
     * failed before goes alone.
     */
    Choice choose(long weiPerGas) {
        gatheringSince = NOT_GATHERING;
        List<Kept> rows = new ArrayList<>();
        List<Kept> tooDear = new ArrayList<>();
        for (Kept kept : due.values()) {
            if (kept.failures > 0 && !rows.isEmpty()) continue;
            if (kept.unclaimed().compareTo(least(kept, weiPerGas)) < 0) tooDear.add(kept);
            else rows.add(kept);
            if (kept.failures > 0 && !rows.isEmpty()) break;
            if (rows.size() == size) break;
        }
        if (!pays(rows, weiPerGas)) {
            tooDear.addAll(rows);
            rows.clear();
        }
        rows.forEach(kept -> remove(kept.id));
        tooDear.forEach(kept -> remove(kept.id));
        return new Choice(rows, tooDear);
    }

    /**
     * What a row must bring: all of a transaction, or when it is forced its part of a shared one.
     */
    Amount least(Kept kept, long weiPerGas) {
        if (kept.always) return Amount.ZERO;
        long gas = kept.forced() ? settings.gas().row() : settings.gas().gas(1);
        return GasCosts.price(gas, weiPerGas, token);
    }

    /** What a claim of this row alone would cost. */
    Amount cost(Kept kept, long weiPerGas) {
        return GasCosts.price(settings.gas().gas(1), weiPerGas, token);
    }

    private boolean pays(List<Kept> rows, long weiPerGas) {
        Amount sum = Amount.ZERO;
        for (Kept kept : rows) {
            if (kept.always) return true;
            sum = sum.plus(kept.unclaimed());
        }
        long gas = settings.gas().gas(rows.size());
        return sum.compareTo(GasCosts.price(gas, weiPerGas, token)) >= 0;
    }

    /** A batch came into a block: the ledger is well. */
    void well() {
        failures = 0;
        retryAt = 0;
        size = settings.pace().rowsPerBatch();
    }
}
