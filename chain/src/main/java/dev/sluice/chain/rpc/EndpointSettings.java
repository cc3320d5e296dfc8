package dev.sluice.chain.rpc;

import java.time.Duration;

/**
 * How the endpoints are asked, and what makes one unfit.
 *
 * @param requestTimeout when an unanswered request fails
 * @param checkEvery how often each endpoint is judged
 * @param maxHeadAge the oldest head that is believed, by its block's time; zero for no limit
 * @param maxBehindBlocks how far a head may be from the others'
 * @param quarantine how long an endpoint that lied is left alone
 */
public record EndpointSettings(
        Duration requestTimeout,
        Duration checkEvery,
        Duration maxHeadAge,
        int maxBehindBlocks,
        Duration quarantine) {
    /** 10 s, every 2 s, heads of 3 minutes, 8 blocks, a minute. */
    public static final EndpointSettings DEFAULT =
            new EndpointSettings(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(2),
                    Duration.ofMinutes(3),
                    8,
                    Duration.ofMinutes(1));

    public EndpointSettings {
        atLeast("request timeout", requestTimeout, Duration.ofMillis(10));
        atLeast("check every", checkEvery, Duration.ofMillis(10));
        atLeast("quarantine", quarantine, Duration.ZERO);
        atLeast("head age", maxHeadAge, Duration.ZERO);
        if (maxBehindBlocks < 0)
            throw new IllegalArgumentException("blocks behind " + maxBehindBlocks + " < 0");
    }

    private static void atLeast(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0)
            throw new IllegalArgumentException(
                    name + " " + value.toMillis() + " ms < " + least.toMillis() + " ms");
    }

    public EndpointSettings withRequestTimeout(Duration timeout) {
        return new EndpointSettings(timeout, checkEvery, maxHeadAge, maxBehindBlocks, quarantine);
    }

    public EndpointSettings withCheckEvery(Duration every) {
        return new EndpointSettings(requestTimeout, every, maxHeadAge, maxBehindBlocks, quarantine);
    }

    /** Zero where blocks come only with transactions, as on a local chain. */
    public EndpointSettings withMaxHeadAge(Duration age) {
        return new EndpointSettings(requestTimeout, checkEvery, age, maxBehindBlocks, quarantine);
    }

    public EndpointSettings withMaxBehindBlocks(int blocks) {
        return new EndpointSettings(requestTimeout, checkEvery, maxHeadAge, blocks, quarantine);
    }

    public EndpointSettings withQuarantine(Duration time) {
        return new EndpointSettings(requestTimeout, checkEvery, maxHeadAge, maxBehindBlocks, time);
    }
}
