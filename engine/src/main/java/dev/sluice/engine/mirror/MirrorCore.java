package dev.sluice.engine.mirror;

import dev.sluice.engine.cache.Victim;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.text.PeerId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides which work a seeder fetches next: what its owner pinned, what was begun, and what enough
 * different peers asked for within an hour. For the last, only works go that served less for each
 * MiB than the new one would if each who asked read it once.
 *
 * <p>One owning thread. Seconds are of any clock that never goes back.
 */
public final class MirrorCore {
    /** Works that are asked for; the one that was asked for longest ago makes room. */
    public static final int MAX_WANTS = 1_024;

    public static final long DEMAND_SECONDS = 3_600;

    private final int threshold;
    private final MirrorEffects effects;
    private final Map<ContentId, Want> wants = new TreeMap<>();
    private @Nullable ContentId busy;

    /**
     * @param threshold different peers that must ask
     */
    public MirrorCore(int threshold, MirrorEffects effects) {
        if (threshold < 1 || threshold > Want.MAX_ASKERS)
            throw new IllegalArgumentException(threshold + " peers, of 1 to " + Want.MAX_ASKERS);
        this.threshold = threshold;
        this.effects = effects;
    }

    public void on(MirrorEvent event, long nowSeconds) {
        switch (event) {
            case MirrorEvent.Asked(ContentId content, PeerId by) -> asked(content, by, nowSeconds);
            case MirrorEvent.Pinned(ContentId content) -> want(content).pin();
            case MirrorEvent.Begun(ContentId content) -> want(content).begin();
            case MirrorEvent.Sized(ContentId content, long bytes, Optional<List<Victim>> victims) ->
                    sized(content, bytes, victims, nowSeconds);
            case MirrorEvent.Fetched(ContentId content) -> fetched(content);
            case MirrorEvent.Failed(ContentId content) -> failed(content, nowSeconds);
            case MirrorEvent.Tick() -> expire(nowSeconds);
        }
        next(nowSeconds);
    }

    private Want want(ContentId content) {
        return wants.computeIfAbsent(content, _ -> new Want());
    }

    private void asked(ContentId content, PeerId by, long nowSeconds) {
        expire(nowSeconds);
        if (!wants.containsKey(content) && wants.size() >= MAX_WANTS && !forgetOne()) return;
        want(content).asked(by, nowSeconds);
    }

    private boolean forgetOne() {
        ContentId oldest = null;
        for (Map.Entry<ContentId, Want> one : wants.entrySet())
            if (isForgettable(one)
                    && (oldest == null
                            || one.getValue().askedAtSeconds() < wanted(oldest).askedAtSeconds()))
                oldest = one.getKey();
        return oldest != null && wants.remove(oldest) != null;
    }

    private boolean isForgettable(Map.Entry<ContentId, Want> one) {
        return one.getValue().isDemandOnly() && !one.getKey().equals(busy);
    }

    private void expire(long nowSeconds) {
        wants.entrySet()
                .removeIf(
                        one ->
                                isForgettable(one)
                                        && nowSeconds - one.getValue().askedAtSeconds()
                                                >= DEMAND_SECONDS);
    }

    private Want wanted(ContentId content) {
        Want want = wants.get(content);
        if (want == null) throw new IllegalStateException(content + " is not wanted");
        return want;
    }

    private void sized(
            ContentId content, long bytes, Optional<List<Victim>> victims, long nowSeconds) {
        check(content);
        Want want = wanted(content);
        if (victims.isPresent()
                && victims.get().stream().allMatch(victim -> want.isWorth(victim.value()))) {
            effects.fetch(content);
            return;
        }
        busy = null;
        want.failed(nowSeconds);
        effects.declined(content, bytes);
    }

    private void fetched(ContentId content) {
        check(content);
        busy = null;
        wants.remove(content);
    }

    private void failed(ContentId content, long nowSeconds) {
        check(content);
        busy = null;
        wanted(content).failed(nowSeconds);
    }

    private void check(ContentId content) {
        if (!content.equals(busy))
            throw new IllegalArgumentException(content + " was not asked for, but " + busy);
    }

    private void next(long nowSeconds) {
        if (busy != null) return;
        ContentId best = null;
        for (Map.Entry<ContentId, Want> one : wants.entrySet())
            if (one.getValue().mayTry(threshold, nowSeconds)
                    && (best == null || isBefore(one.getValue(), wanted(best))))
                best = one.getKey();
        if (best == null) return;
        busy = best;
        effects.find(best);
    }

    private static boolean isBefore(Want one, Want other) {
        if (one.rank() != other.rank()) return one.rank() > other.rank();
        return one.askers() > other.askers();
    }
}
