package dev.sluice.poc.blockchain;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * How much an option settles when more waits than fits into a block.
 *
 * <p>The pool is filled first, then the clock starts: where transactions arrived while blocks were
 * made, some of them waited for good.
 */
final class Load {
    private static final int BATCH = 50;

    private final int blockSeconds;
    private final int fullBlocks;

    /** Enough to fill so many blocks. */
    Load(int blockSeconds, int fullBlocks) {
        this.blockSeconds = blockSeconds;
        this.fullBlocks = fullBlocks;
    }

    /** On a fresh chain; {@code steps} are those that the option's life measured. */
    Map<String, Object> row(Function<Chain, ? extends Option> maker, Steps steps) {
        try (Chain chain = new Chain()) {
            Option option = maker.apply(chain);
            long gas = Prices.GAS_PER_SECOND * blockSeconds * fullBlocks;
            int count = (int) Math.max(10, gas / option.loadGas(steps));
            List<byte[]> transactions = option.load(count);
            chain.holdBlocks(Prices.GAS_PER_SECOND * blockSeconds);
            Feed feed = new Feed(chain.evm(), transactions, BATCH, Duration.ZERO);
            feed.sendAll();
            chain.startClock(blockSeconds);
            Sighting seen = feed.watch(0);
            if (feed.reverted() > 0)
                throw new IllegalStateException(
                        option.name() + ": " + feed.reverted() + " reverted");
            return row(option, count, seen);
        }
    }

    private Map<String, Object> row(Option option, int count, Sighting seen) {
        double rate = seen.transactionsPerSecond();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("block s", blockSeconds);
        row.put("option", option.name());
        row.put("transactions", count);
        row.put("transactions/s", Math.round(rate));
        row.put("settled/s", Math.round(rate * option.settlesEach()));
        row.put("Mgas/s", String.format(Locale.ROOT, "%.1f", seen.megagasPerSecond()));
        row.put("all in after s", String.format(Locale.ROOT, "%.1f", seen.seconds()));
        return row;
    }
}
