package dev.sluice.chain.jury;

import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Judges endpoints by what they show of themselves and by each other (T10). Pure: no I/O, no clock.
 *
 * <p>The height that the others are measured against is the median of the heads, of an even number
 * the higher one: of three endpoints one liar cannot move it far, of two the one that lags gives
 * way. A block hash is judged at a height that all fit ones have reached; a strict majority
 * convicts the others, and without a majority nobody.
 */
public final class Jury {
    private final long chainId;
    private final Address contract;
    private final long maxHeadAgeSeconds;
    private final int maxBehindBlocks;

    /**
     * @param maxHeadAgeSeconds the oldest head that is believed; zero for no limit
     * @param maxBehindBlocks how far a head may be from the others'
     */
    public Jury(long chainId, Address contract, long maxHeadAgeSeconds, int maxBehindBlocks) {
        this.chainId = chainId;
        this.contract = contract;
        this.maxHeadAgeSeconds = maxHeadAgeSeconds;
        this.maxBehindBlocks = maxBehindBlocks;
    }

    /**
     * A verdict on each, in their order.
     *
     * @param previous the highest head of each endpoint so far, 0 for none
     * @param nowSeconds the time, in seconds since 1970
     */
    public List<Verdict> judge(List<Sighting> sightings, long[] previous, long nowSeconds) {
        List<Verdict> alone = sightings.stream().map(s -> alone(s, nowSeconds)).toList();
        long reference = reference(sightings, alone);
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < sightings.size(); i++)
            verdicts.add(
                    alone.get(i).isFit() && sightings.get(i) instanceof Sighting.Seen seen
                            ? amongOthers(seen.head(), previous[i], reference)
                            : alone.get(i));
        return verdicts;
    }

    private Verdict alone(Sighting sighting, long nowSeconds) {
        return switch (sighting) {
            case Sighting.Silent silent -> new Verdict.Unfit(silent.why());
            case Sighting.Seen seen -> alone(seen, nowSeconds);
        };
    }

    private Verdict alone(Sighting.Seen seen, long nowSeconds) {
        if (seen.chainId() != chainId)
            return new Verdict.Liar(
                    "the endpoint serves chain %d, the settings name chain %d; set the RPC URL of chain %d"
                            .formatted(seen.chainId(), chainId, chainId));
        if (!seen.hasContract())
            return new Verdict.Liar(
                    "no contract at %s on chain %d; check the contract address, or deploy it"
                            .formatted(contract, chainId));
        long age = nowSeconds - seen.timeSeconds();
        long oldest = maxHeadAgeSeconds;
        if (oldest > 0 && age > oldest)
            return new Verdict.Unfit(
                    "its head %d is %d s old, at most %d s are believed"
                            .formatted(seen.head(), age, oldest));
        return Verdict.fit();
    }

    private static long reference(List<Sighting> sightings, List<Verdict> alone) {
        List<Long> heads = new ArrayList<>();
        for (int i = 0; i < sightings.size(); i++)
            if (alone.get(i).isFit() && sightings.get(i) instanceof Sighting.Seen seen)
                heads.add(seen.head());
        heads.sort(Comparator.reverseOrder());
        return heads.isEmpty() ? 0 : heads.get((heads.size() - 1) / 2);
    }

    private Verdict amongOthers(long head, long previous, long reference) {
        int far = maxBehindBlocks;
        if (head > reference + far)
            return new Verdict.Liar(
                    "it claims block %d, most others are at %d".formatted(head, reference));
        if (head >= reference - far) return Verdict.fit();
        return head < previous - far
                ? new Verdict.Liar(
                        "its head went back from %d to %d, others are at %d"
                                .formatted(previous, head, reference))
                : new Verdict.Unfit(
                        "its head %d is %d blocks behind, at most %d are believed"
                                .formatted(head, reference - head, far));
    }

    /** The lowest head of the fit ones: the height at which their hashes are compared. */
    public static Optional<Long> commonHeight(List<Sighting> sightings, List<Verdict> verdicts) {
        List<Long> heads = new ArrayList<>();
        for (int i = 0; i < sightings.size(); i++)
            if (verdicts.get(i).isFit() && sightings.get(i) instanceof Sighting.Seen seen)
                heads.add(seen.head());
        return heads.size() < 2 ? Optional.empty() : Optional.of(Collections.min(heads));
    }

    /** Convicts those whose hash differs from a strict majority's; an empty hash is no vote. */
    public static List<Verdict> compare(
            List<Verdict> verdicts, List<Optional<Bytes32>> hashes, long at) {
        Map<Bytes32, Integer> votes = new TreeMap<>();
        int voters = 0;
        for (int i = 0; i < verdicts.size(); i++)
            if (verdicts.get(i).isFit() && hashes.get(i).isPresent()) {
                voters++;
                votes.merge(hashes.get(i).get(), 1, Integer::sum);
            }
        for (Map.Entry<Bytes32, Integer> vote : votes.entrySet())
            if (2 * vote.getValue() > voters) return against(vote.getKey(), verdicts, hashes, at);
        return verdicts;
    }

    private static List<Verdict> against(
            Bytes32 majority, List<Verdict> verdicts, List<Optional<Bytes32>> hashes, long at) {
        List<Verdict> judged = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            Optional<Bytes32> hash = hashes.get(i);
            boolean differs = hash.isPresent() && !hash.get().equals(majority);
            judged.add(
                    verdicts.get(i).isFit() && differs
                            ? new Verdict.Liar(
                                    "its block %d is %s, most others have %s"
                                            .formatted(at, hash.get(), majority))
                            : verdicts.get(i));
        }
        return judged;
    }
}
