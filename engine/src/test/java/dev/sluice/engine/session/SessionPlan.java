package dev.sluice.engine.session;

import dev.sluice.engine.Samples;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.terms.Terms;
import dev.sluice.payments.terms.WorkPrice;
import java.util.random.RandomGenerator;

/**
 * What a simulated session plays, and what goes wrong meanwhile.
 *
 * @param limit what may be spent
 * @param faultsUntilNs from then on nothing goes wrong any more
 * @param meanLossNs how often a connection is lost, on average; 0 is never
 * @param forgetPercent how often a seeder that lost its connection forgot what it served
 * @param stallPercent how often an answer takes seconds
 * @param refusePercent how often a seeder denies credit that it should give
 * @param liars the last so many seeders forge slices
 * @param late the first so many seeders get each slice only a while after the one before
 * @param localPercent how many of the slices lie on the consumer's own disk
 * @param rottenPercent how many of those cannot be read
 * @param lateFrames what was received before a loss may be told after it
 * @param seeks how often the player goes elsewhere before it leaves
 */
record SessionPlan(
        WorkPrice price,
        int ringSlots,
        int seeders,
        Amount limit,
        long faultsUntilNs,
        long meanLossNs,
        int forgetPercent,
        int stallPercent,
        int refusePercent,
        int liars,
        int late,
        int localPercent,
        int rottenPercent,
        boolean lateFrames,
        int seeks) {
    static final long MS = 1_000_000;

    /** Nothing goes wrong. */
    static SessionPlan calm(WorkPrice price, int ringSlots, int seeders, Amount limit) {
        return new SessionPlan(
                price, ringSlots, seeders, limit, 0, 0, 0, 0, 0, 0, 0, 0, 0, false, 0);
    }

    static SessionPlan calm(WorkPrice price, int seeders) {
        return calm(price, 16, seeders, price.total());
    }

    SessionPlan withLimit(Amount other) {
        return new SessionPlan(
                price,
                ringSlots,
                seeders,
                other,
                faultsUntilNs,
                meanLossNs,
                forgetPercent,
                stallPercent,
                refusePercent,
                liars,
                late,
                localPercent,
                rottenPercent,
                lateFrames,
                seeks);
    }

    /** The same for a player that goes elsewhere, with money for all of it each time, or less. */
    SessionPlan withSeeks(RandomGenerator random) {
        int times = 1 + random.nextInt(8);
        return new SessionPlan(
                price,
                ringSlots,
                seeders,
                random.nextInt(4) == 0 ? limit : price.total().times(times + 4),
                faultsUntilNs,
                meanLossNs,
                forgetPercent,
                stallPercent,
                refusePercent,
                liars,
                late,
                localPercent,
                rottenPercent,
                lateFrames,
                times);
    }

    SessionSettings settings() {
        return new SessionSettings(ringSlots, 125 * MS, 400 * MS, 8, 5_000 * MS, seeks > 0);
    }

    /** More than can be asked for, on top of what was paid before. */
    Amount reserve(Amount before) {
        return price.total().times(4 + 2 * seeks).plus(before).plus(10);
    }

    /** Whether the money is enough for all that can be asked for, as long as nothing is lost. */
    boolean isRich() {
        return limit.compareTo(price.total().times(seeks == 0 ? 1 : seeks + 1)) >= 0;
    }

    /** Any plan with at least one honest seeder. */
    static SessionPlan any(RandomGenerator random) {
        WorkPrice price = anyPrice(random);
        int seeders = 1 + random.nextInt(4);
        return new SessionPlan(
                price,
                1 << random.nextInt(7),
                seeders,
                anyLimit(random, price.total()),
                random.nextLong(10_000) * MS,
                random.nextBoolean() ? 0 : (50 + random.nextLong(3_000)) * MS,
                random.nextInt(3) * 50,
                random.nextInt(3) * random.nextInt(30),
                random.nextInt(2) * random.nextInt(30),
                random.nextInt(4) == 0 ? random.nextInt(seeders) : 0,
                random.nextInt(3) == 0 ? random.nextInt(seeders + 1) : 0,
                Math.max(0, random.nextInt(250) - 100) * 2 / 3,
                random.nextInt(2) * random.nextInt(20),
                random.nextBoolean(),
                0);
    }

    private static WorkPrice anyPrice(RandomGenerator random) {
        long slices = random.nextInt(8) == 0 ? 300 : 1 + random.nextInt(60);
        long bytes = slices * Samples.SLICE;
        if (random.nextBoolean()) bytes -= random.nextInt(Samples.SLICE);
        long perMib = random.nextInt(6) == 0 ? random.nextInt(3) : random.nextInt(1_000_000);
        int share = random.nextInt(5) == 0 ? random.nextInt(2) * 10_000 : random.nextInt(10_001);
        return new WorkPrice(new Terms(perMib, share), bytes, Samples.SLICE);
    }

    /** Ample, exactly enough, or too little. */
    private static Amount anyLimit(RandomGenerator random, Amount total) {
        return switch (random.nextInt(4)) {
            case 0 -> total;
            case 1 -> Amount.of(random.nextLong(total.toLongSaturated() + 1));
            default -> total.times(3);
        };
    }

    /** Anywhere, or near to what the player has. */
    Span anySpan(long delivered, RandomGenerator random) {
        long slices = price.slices();
        long first =
                switch (random.nextInt(4)) {
                    case 0 -> random.nextLong(slices + 1);
                    case 1 -> Math.min(slices, delivered + random.nextInt(ringSlots));
                    case 2 -> Math.max(0, delivered - random.nextInt(ringSlots));
                    default -> random.nextLong(slices);
                };
        long length = random.nextInt(3) == 0 ? random.nextLong(slices) : slices;
        return new Span(first, Math.min(slices, first + length));
    }
}
