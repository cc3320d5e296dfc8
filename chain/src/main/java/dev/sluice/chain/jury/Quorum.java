package dev.sluice.chain.jury;

import dev.sluice.payments.money.Bytes32;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What several endpoints say of one thing, decided by a strict majority of all that are configured
 * (T10). Pure: no I/O, no clock.
 *
 * <p>An answer counts together with the hash of the block that it is of. So many as the majority
 * cannot all lie while those who lie are fewer than half; where too few answer, nothing is decided,
 * and that is as if no endpoint answered. One endpoint, or two, are believed as they are: there is
 * nobody to decide between them.
 */
public final class Quorum {
    private static final int LEAST_TO_DECIDE = 3;

    private final int needed;

    /**
     * @param endpoints how many are configured
     */
    public Quorum(int endpoints) {
        if (endpoints < 1) throw new IllegalArgumentException(endpoints + " endpoints");
        this.needed = endpoints < LEAST_TO_DECIDE ? 1 : endpoints / 2 + 1;
    }

    /** How many have to agree. */
    public int needed() {
        return needed;
    }

    /** Whether answers are compared at all. */
    public boolean decides() {
        return needed > 1;
    }

    /**
     * What one endpoint says.
     *
     * @param block the hash of its block of the height that was asked for
     */
    public record Vote<T>(Bytes32 block, T answer) {}

    /**
     * The heights to ask at, one after the other until one decides: the highest that enough
     * endpoints claim to have reached, then the lower heads. So neither one that runs ahead nor one
     * that lags picks the block alone.
     *
     * @param heads the newest block of each that answered
     */
    public List<Long> heights(List<Long> heads) {
        if (heads.size() < needed) return List.of();
        List<Long> sorted = new ArrayList<>(heads);
        sorted.sort(Comparator.reverseOrder());
        return sorted.subList(needed - 1, sorted.size()).stream().distinct().toList();
    }

    /** What enough of them say alike; empty when it is not decided. */
    public <T> Optional<Vote<T>> decide(List<Optional<Vote<T>>> votes) {
        for (Optional<Vote<T>> vote : votes)
            if (vote.isPresent() && votes.stream().filter(vote::equals).count() >= needed)
                return vote;
        return Optional.empty();
    }

    /** Whether a vote gives the lie to itself: another answer of the very block that is decided. */
    public static <T> boolean isLie(Vote<T> decided, Optional<Vote<T>> vote) {
        return vote.isPresent()
                && vote.get().block().equals(decided.block())
                && !vote.get().answer().equals(decided.answer());
    }
}
