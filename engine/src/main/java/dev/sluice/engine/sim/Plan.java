package dev.sluice.engine.sim;

import dev.sluice.payments.money.Amount;
import dev.sluice.payments.terms.Terms;
import dev.sluice.payments.terms.WorkPrice;
import java.util.random.RandomGenerator;

/**
 * What a world is made of and what goes wrong in it, all from the seed. Rates are per million of
 * the messages, sites or blocks that they concern.
 *
 * @param durationMillis length of the recording, 0 when it is none
 * @param confirmations blocks that a payee waits for before it trusts a reserve
 * @param exposureCap base units of an unconfirmed reserve that a payee counts all the same
 * @param attached channels that a payee keeps at once
 * @param maxReorg deepest reorg, blocks
 * @param minStep base units by which a payee wants a voucher to exceed the last
 */
record Plan(
        int seeders,
        int players,
        int rogues,
        WorkPrice price,
        long durationMillis,
        int ringSlots,
        Amount limit,
        int confirmations,
        long exposureCap,
        int attached,
        long exitDelaySeconds,
        int crashPerMillion,
        int failedWritePerMillion,
        int losePerMillion,
        int duplicatePerMillion,
        int delayPerMillion,
        int reorderPerMillion,
        int cutPerMillion,
        int oldDiskPerMillion,
        int reorgPerMillion,
        int maxReorg,
        int silentPerMillion,
        int lagPerMillion,
        int feeSpikePerMillion,
        int liePerMillion,
        Mischief creator,
        Mischief lastSeeder,
        long minStep) {
    /** How a seller misbehaves. */
    enum Mischief {
        NONE,
        LIES,
        STALLS,
        WITHHOLDS
    }

    static final int ROOM = 1_000;
    private static final int PATIENCE_BLOCKS = 8;
    static final int SLICE_BYTES = 64 << 10;

    int nodes() {
        return 1 + seeders + players + rogues;
    }

    /** Whether a patient player must get to the end. */
    boolean isHonest() {
        return attached == ROOM
                && confirmations <= PATIENCE_BLOCKS
                && creator == Mischief.NONE
                && (lastSeeder == Mischief.NONE || seeders > 1);
    }

    /**
     * Any world.
     *
     * @param apart from which comes what was thought of later, so that a seed stays the world that
     *     it was
     */
    static Plan any(RandomGenerator random, RandomGenerator apart) {
        long duration = random.nextBoolean() ? 0 : 1 + random.nextLong(20_000);
        WorkPrice price = anyPrice(random, duration);
        int seeders = 1 + random.nextInt(3);
        boolean heavy = random.nextInt(3) > 0;
        int rate = heavy ? 10_000 : 0;
        return new Plan(
                seeders,
                1 + random.nextInt(2),
                random.nextInt(3),
                price,
                duration,
                4 << random.nextInt(3),
                anyLimit(random, price.total()),
                anyConfirmations(random),
                random.nextBoolean() ? 0 : random.nextLong(price.total().toLongSaturated() + 1),
                random.nextInt(4) == 0 ? 1 + random.nextInt(8) : ROOM,
                20 + random.nextInt(40),
                sometimes(random, 4_000),
                sometimes(random, 5_000),
                sometimes(random, rate),
                sometimes(random, rate),
                sometimes(random, 2 * rate),
                sometimes(random, 2 * rate),
                sometimes(random, rate),
                random.nextInt(4) == 0 ? 200_000 : 0,
                sometimes(random, 100_000),
                1 + (random.nextBoolean() ? random.nextInt(4) : random.nextInt(64)),
                sometimes(random, 100_000),
                sometimes(random, 200_000),
                sometimes(random, 100_000),
                sometimes(random, 300_000),
                random.nextInt(12) > 0 ? Mischief.NONE : mischief(random),
                random.nextInt(4) > 0 ? Mischief.NONE : mischief(random),
                anyStep(apart, price.terms().price(SLICE_BYTES)));
    }

    /** Nothing goes wrong: what crash points are laid over. */
    static Plan standard(int slices) {
        return new Plan(
                2,
                1,
                0,
                new WorkPrice(
                        new Terms(1_600_000, 2_500), (long) slices * SLICE_BYTES, SLICE_BYTES),
                0,
                8,
                Amount.of(1L << 40),
                0,
                0,
                ROOM,
                20,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                1,
                0,
                0,
                0,
                0,
                Mischief.NONE,
                Mischief.NONE,
                1);
    }

    /** Mostly none, else up to what two slices cost: more than most vouchers bring. */
    private static long anyStep(RandomGenerator random, long slicePrice) {
        return random.nextInt(8) > 0 ? 1 : 1 + random.nextLong(2 * slicePrice + 1);
    }

    private static int anyConfirmations(RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt(65);
            case 1, 2, 3 -> random.nextInt(5);
            default -> 0;
        };
    }

    private static int sometimes(RandomGenerator random, int most) {
        return most == 0 || random.nextBoolean() ? 0 : 1 + random.nextInt(most);
    }

    private static Mischief mischief(RandomGenerator random) {
        return Mischief.values()[1 + random.nextInt(Mischief.values().length - 1)];
    }

    private static WorkPrice anyPrice(RandomGenerator random, long duration) {
        long slices = 4L + random.nextInt(random.nextInt(6) == 0 ? 60 : 24);
        long bytes = slices * SLICE_BYTES;
        if (random.nextBoolean()) bytes -= random.nextInt(SLICE_BYTES);
        long perMib =
                random.nextInt(8) == 0 ? random.nextInt(40) : 1_000 + random.nextInt(1_000_000);
        int share = random.nextInt(8) == 0 ? random.nextInt(2) * 10_000 : random.nextInt(10_001);
        return WorkPrice.of(new Terms(perMib, share), bytes, SLICE_BYTES, duration);
    }

    /** Ample, exactly enough, or too little. */
    private static Amount anyLimit(RandomGenerator random, Amount total) {
        return switch (random.nextInt(8)) {
            case 0 -> total;
            case 1 -> Amount.of(random.nextLong(total.toLongSaturated() + 1));
            default -> total.times(4).plus(1_000);
        };
    }
}
