package dev.sluice.engine.consumer;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.LedgerException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the chain said of this node's own channels, so that who plays again need not wait for it.
 *
 * <p>An answer is used for a while, and each use asks anew beside it: what changed is known to the
 * next. Only this node can move its side of a channel, and it {@linkplain #forget forgets} what it
 * moves; what a reorg takes back meanwhile the payee sees, who then takes no voucher.
 *
 * <p>Any thread; where it asks, and so whether all channels at once, its maker says.
 */
final class SeenChannels {
    /** An answer that is older is waited for. */
    static final long KEPT_NS = 60_000_000_000L;

    private final Function<ChannelId, ChannelOnChain> ledger;
    private final Executor asking;
    private final LongSupplier clockNs;
    private final Map<ChannelId, Seen> seen = new HashMap<>();
    private final Map<ChannelId, CompletableFuture<ChannelOnChain>> asked = new HashMap<>();

    private record Seen(ChannelOnChain state, long atNs) {}

    /**
     * {@code ledger} blocks, and throws {@link LedgerException}; it is called on {@code asking}.
     */
    SeenChannels(
            Function<ChannelId, ChannelOnChain> ledger, Executor asking, LongSupplier clockNs) {
        this.ledger = ledger;
        this.asking = asking;
        this.clockNs = clockNs;
    }

    /** Their state, as far as it must be from the ledger; fails as the ledger does. */
    Map<ChannelId, ChannelOnChain> of(Collection<ChannelId> channels) {
        Map<ChannelId, ChannelOnChain> states = new HashMap<>();
        Map<ChannelId, CompletableFuture<ChannelOnChain>> awaited = new LinkedHashMap<>();
        for (ChannelId channel : channels) {
            CompletableFuture<ChannelOnChain> answer = ask(channel);
            Seen last = last(channel);
            if (last == null) awaited.put(channel, answer);
            else states.put(channel, last.state());
        }
        awaited.forEach((channel, answer) -> states.put(channel, join(answer)));
        return states;
    }

    private synchronized @Nullable Seen last(ChannelId channel) {
        Seen last = seen.get(channel);
        return last == null || clockNs.getAsLong() - last.atNs() > KEPT_NS ? null : last;
    }

    private synchronized CompletableFuture<ChannelOnChain> ask(ChannelId channel) {
        CompletableFuture<ChannelOnChain> running = asked.get(channel);
        if (running != null) return running;
        CompletableFuture<ChannelOnChain> answer = new CompletableFuture<>();
        asked.put(channel, answer);
        long atNs = clockNs.getAsLong();
        asking.execute(() -> ask(channel, answer, atNs));
        return answer;
    }

    private void ask(ChannelId channel, CompletableFuture<ChannelOnChain> answer, long atNs) {
        try {
            ChannelOnChain state = ledger.apply(channel);
            answered(channel, answer, new Seen(state, atNs));
            answer.complete(state);
        } catch (RuntimeException e) {
            answered(channel, answer, null);
            answer.completeExceptionally(e);
        }
    }

    /** An answer to what was asked before the channel was forgotten is not kept. */
    private synchronized void answered(
            ChannelId channel, CompletableFuture<ChannelOnChain> answer, @Nullable Seen state) {
        if (asked.remove(channel, answer) && state != null) seen.put(channel, state);
    }

    /** This node has moved it, or is about to. */
    synchronized void forget(ChannelId channel) {
        seen.remove(channel);
        asked.remove(channel);
    }

    private static ChannelOnChain join(CompletableFuture<ChannelOnChain> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LedgerException refused
                    ? refused
                    : new LedgerException("no answer from the ledger: " + e.getMessage(), e);
        }
    }
}
