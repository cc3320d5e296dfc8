package dev.sluice.engine.sim;

import dev.sluice.engine.session.Effects.Failure;
import dev.sluice.payments.rules.Reason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How often each thing happened: a world in which nothing goes wrong proves nothing. */
@SuppressWarnings("EnumOrdinal") // counters, in memory alone
public final class Coverage {
    private static final long WORLDS_FOR_ALL = 500;

    /** What no world should need to come to. */
    private static final EnumSet<Happening> RARE = EnumSet.of(Happening.CLAIM_LOST);

    private static final EnumSet<Reason> EXPECTED =
            EnumSet.of(
                    Reason.UNKNOWN_CHANNEL,
                    Reason.WRONG_CHAIN,
                    Reason.WRONG_PAYEE,
                    Reason.WRONG_CHANNEL,
                    Reason.NOT_CONFIRMED,
                    Reason.EXIT_UNDER_WAY,
                    Reason.RESERVE_TOO_SMALL,
                    Reason.BAD_SIGNATURE,
                    Reason.LOWER_CUMULATIVE,
                    Reason.ABOVE_RESERVE,
                    Reason.CREDIT_EXHAUSTED,
                    Reason.CANCELLED,
                    Reason.CHANNEL_CLOSED,
                    Reason.LEDGER_UNAVAILABLE,
                    Reason.BUSY);

    private final long[] happenings = new long[Happening.values().length];
    private final long[] refusals = new long[Reason.values().length];
    private final long[] failures = new long[Failure.Kind.values().length];

    void count(Happening what) {
        happenings[what.ordinal()]++;
    }

    void count(Reason reason) {
        refusals[reason.ordinal()]++;
    }

    void count(Failure.Kind kind) {
        failures[kind.ordinal()]++;
    }

    public void add(Coverage other) {
        addAll(happenings, other.happenings);
        addAll(refusals, other.refusals);
        addAll(failures, other.failures);
    }

    private static void addAll(long[] sums, long[] more) {
        for (int i = 0; i < sums.length; i++) sums[i] += more[i];
    }

    long of(Happening what) {
        return happenings[what.ordinal()];
    }

    long of(Reason reason) {
        return refusals[reason.ordinal()];
    }

    /** By name, in the order of the alphabet; refusals and failures with their kind in front. */
    public Map<String, Long> byName() {
        Map<String, Long> all = new TreeMap<>();
        for (Happening what : Happening.values()) all.put(name(what), of(what));
        for (Reason reason : Reason.values()) all.put("refused:" + name(reason), of(reason));
        for (Failure.Kind kind : Failure.Kind.values())
            all.put("failed:" + name(kind), failures[kind.ordinal()]);
        return all;
    }

    /** What must have happened in so many worlds, and did not. */
    public List<String> missing(long worlds) {
        if (worlds < WORLDS_FOR_ALL) return List.of();
        List<String> never = new ArrayList<>();
        for (Happening what : Happening.values())
            if (of(what) == 0 && !RARE.contains(what)) never.add(name(what));
        for (Reason reason : EXPECTED) if (of(reason) == 0) never.add("refused:" + name(reason));
        return never;
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
