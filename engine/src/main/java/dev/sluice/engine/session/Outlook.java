package dev.sluice.engine.session;

import dev.sluice.payments.money.Amount;
import java.util.List;

/**
 * How a session stands: what the player has before it, what that cost, and what the next slice
 * waits for.
 *
 * @param ahead slices in a row, from where the player is, that wait for nothing but the player
 * @param signed what vouchers of this session promise so far
 * @param waitsFor what stands between the player and its next slice
 * @param peers the seeders that this is about, by their place in the plan
 * @param duplicates what came twice so far, and what that cost
 */
public record Outlook(
        long ahead, Amount signed, WaitsFor waitsFor, List<Integer> peers, Duplicates duplicates) {
    /** While nothing came twice. */
    public Outlook(long ahead, Amount signed, WaitsFor waitsFor, List<Integer> peers) {
        this(ahead, signed, waitsFor, peers, Duplicates.NONE);
    }

    /** What the next slice waits for. */
    public enum WaitsFor {
        /** It is here: the player's turn. */
        PLAYER,
        /** Its price does not fit the limit. */
        LIMIT,
        /** It is read from this node's own disk. */
        DISK,
        /** It was asked of the peers, and comes. */
        SEEDERS,
        /** No seeder is connected. */
        NO_SEEDER,
        /** The seeders that are connected give no credit until something arrives. */
        CREDIT,
        /** Its key was asked for. */
        KEY,
        /** Who sells the keys is not connected. */
        KEY_SERVICE,
        /** Keys that were paid for must come before more are bought. */
        KEY_CREDIT
    }

    static Outlook of(
            SliceBoard board,
            KeyDesk keys,
            List<Seeder> seeders,
            Spending spending,
            Duplicates duplicates) {
        long next = board.delivered();
        long open = next;
        while (open < board.claimed() && board.isPublished(open)) open++;
        Amount signed = keys.signedOutlay();
        for (Seeder seeder : seeders) signed = signed.plus(seeder.signedOutlay());
        if (open > next || next == board.end())
            return new Outlook(open - next, signed, WaitsFor.PLAYER, List.of(), duplicates);
        List<Integer> asked =
                seeders.stream().filter(s -> s.isUnderWay(next)).map(Seeder::peer).toList();
        WaitsFor what = waitsFor(next, board, keys, seeders, spending);
        return new Outlook(0, signed, what, asked, duplicates);
    }

    private static WaitsFor waitsFor(
            long next, SliceBoard board, KeyDesk keys, List<Seeder> seeders, Spending spending) {
        if (next == board.claimed()) return spending.exhausted() ? WaitsFor.LIMIT : WaitsFor.PLAYER;
        if (board.isLocal(next)) return WaitsFor.DISK;
        if (board.awaits(next)) return slice(next, seeders);
        if (!keys.isReady()) return WaitsFor.KEY_SERVICE;
        return keys.isAsking() ? WaitsFor.KEY : WaitsFor.KEY_CREDIT;
    }

    private static WaitsFor slice(long next, List<Seeder> seeders) {
        if (seeders.stream().noneMatch(Seeder::usable)) return WaitsFor.NO_SEEDER;
        boolean asked = seeders.stream().anyMatch(seeder -> seeder.isUnderWay(next));
        return asked ? WaitsFor.SEEDERS : WaitsFor.CREDIT;
    }
}
