package dev.sluice.engine.consumer;

import dev.sluice.engine.cache.LocalSlices;
import dev.sluice.engine.session.SessionSettings;
import dev.sluice.engine.session.Span;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.KeyRanges;
import dev.sluice.payments.rules.PayerChannel;
import dev.sluice.payments.terms.WorkPrice;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.text.PeerAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be played, from whom, and for how much at most.
 *
 * @param trust whose keys are believed
 * @param promises what may be signed for the work in all: a hard stop
 * @param local what lies on this node's own disk, and is not bought
 * @param span the slices that are wanted at first
 * @param idleTimeoutNs without any progress for this long the playback fails, nanoseconds
 */
public record PlaybackPlan(
        Manifest manifest,
        WorkPrice price,
        KeyTrust trust,
        Source keyService,
        List<Source> seeders,
        PromiseDesk promises,
        SessionSettings session,
        LocalSlices local,
        Span span,
        long idleTimeoutNs) {
    public PlaybackPlan {
        seeders = List.copyOf(seeders);
        if (seeders.isEmpty()) throw new IllegalArgumentException("no seeder to play from");
        if (span.end() > price.slices())
            throw new IllegalArgumentException(span + " of a work of " + price.slices());
    }

    /** The same, for a player that goes where it likes until it leaves. */
    public PlaybackPlan staying() {
        return with(session.staying(), span);
    }

    /** The same, for these slices. */
    public PlaybackPlan over(Span wanted) {
        return with(session, wanted);
    }

    /** The same, as fast as it comes, whatever the pace of the media. */
    public PlaybackPlan asDownload() {
        return with(session.playing(0), span);
    }

    private PlaybackPlan with(SessionSettings settings, Span wanted) {
        return new PlaybackPlan(
                manifest,
                price,
                trust,
                keyService,
                seeders,
                promises,
                settings,
                local,
                wanted,
                idleTimeoutNs);
    }

    /** A peer, what pays it, and the keys that were bought of it; nothing pays for what is free. */
    public record Source(
            PeerAddress address,
            @Nullable PayerChannel channel,
            @Nullable Purse purse,
            KeyRanges keys) {
        public static Source free(PeerAddress address) {
            return new Source(address, null, null, new KeyRanges());
        }

        public static Source paid(PeerAddress address, ChannelBook.Ready ready) {
            return new Source(address, ready.channel(), ready.purse(), ready.keys());
        }

        /** Writes down what was paid, for the next playback. */
        public void rest() {
            if (purse != null) purse.rest();
        }
    }

    /** The key service, then the seeders. */
    public List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        sources.add(keyService);
        sources.addAll(seeders);
        return sources;
    }

    /** What this playback's vouchers promise in all, once it is over. */
    public Amount promised() {
        Amount sum = Amount.ZERO;
        for (Source source : sources())
            if (source.channel() != null && source.purse() != null)
                sum = sum.plus(source.channel().nextCumulative().minus(source.purse().start()));
        return sum;
    }

    /** The fees of all slices that are not here. */
    public static Amount fees(WorkPrice price, LocalSlices local) {
        Amount sum = Amount.ZERO;
        for (long index = 0; index < price.slices(); ) {
            long first = index;
            while (index < price.slices() && !local.has(index)) index++;
            sum = sum.plus(price.seederFee(first, index - first));
            while (index < price.slices() && local.has(index)) index++;
        }
        return sum;
    }

    /** What the whole work costs from here: the fees of what is not here, the keys not bought. */
    public Amount rest() {
        Amount sum = fees(price, local);
        KeyRanges bought = keyService.keys();
        for (long index = 0; index < price.slices(); ) {
            long end = bought.boughtEnd(index);
            if (end == index) {
                end = Math.min(price.slices(), bought.nextBought(index));
                sum = sum.plus(trust.price(price, index, end));
            }
            index = end;
        }
        return sum;
    }

    /** How many vouchers were signed. */
    public int vouchers() {
        int sum = 0;
        for (Source source : sources()) if (source.purse() != null) sum += source.purse().signed();
        return sum;
    }
}
