package dev.sluice.engine.payee;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.store.PayeeRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The attached channels, so many and no more (T17). When it is full, the one that was used least
 * recently makes room, if it can come back from disk as it is; what it owes is written first.
 *
 * <p>A channel's disk state may be read while it is still attached, and arrive when it no longer
 * is. {@link #evictions} tells: it must be the same before the reading and at the gate. A channel
 * that is changed on disk alone is let in when the change is there, and was there to be read.
 *
 * <p>Threads: owned by the gate's thread, but for {@link #evictions} and {@link #isWorthVerifying}.
 */
final class Accounts {
    /** How many are looked at for one that can go. */
    private static final int LOOKS = 64;

    private static final int STRIPES = 1_024;

    private final int most;
    private final LongSupplier durable;
    private final GateListener listener;
    private final LinkedHashMap<ChannelId, Account> byId = new LinkedHashMap<>(16, 0.75f, true);
    private final ConcurrentMap<ChannelId, Mark> marks = new ConcurrentHashMap<>();
    private final AtomicLongArray evictions = new AtomicLongArray(STRIPES);

    /** Channels that are not attached and whose disk state changes with that request. */
    private final LinkedHashMap<ChannelId, Long> changing = new LinkedHashMap<>();

    /**
     * @param durable the last request whose batch is on disk
     */
    Accounts(int most, LongSupplier durable, GateListener listener) {
        this.most = most;
        this.durable = durable;
        this.listener = listener;
    }

    @Nullable Account find(@Nullable ChannelId channel) {
        return channel == null ? null : byId.get(channel);
    }

    /**
     * Makes room for one more; false when all that was looked at must stay.
     *
     * @param sequence the request that needs the room; what the forgotten one owes is written with
     *     it, and until then nobody is let in from what was on disk before
     * @param write takes what is owed
     */
    boolean makeRoom(long sequence, Consumer<PayeeRecord> write) {
        if (byId.size() < most) return true;
        for (int look = 0; look < LOOKS; look++) {
            Map.Entry<ChannelId, Account> eldest = byId.firstEntry();
            if (eldest.getValue().isAtRest(durable.getAsLong())) {
                PayeeRecord debt = eldest.getValue().debt();
                forget(eldest.getKey());
                if (debt != null) {
                    write.accept(debt);
                    changing(debt.channel(), sequence);
                }
                return true;
            }
            byId.get(eldest.getKey()); // to the end, so that the next look finds another
        }
        return false;
    }

    private void forget(ChannelId channel) {
        byId.remove(channel);
        marks.remove(channel);
        evictions.incrementAndGet(stripe(channel));
        listener.evicted(channel);
    }

    void add(ChannelId channel, Account account) {
        byId.put(channel, account);
        marks.put(channel, account.mark());
    }

    int size() {
        return byId.size();
    }

    /** The ones that were used last, the newest first. */
    List<GateReport.Row> recent(int many) {
        List<GateReport.Row> rows = new ArrayList<>();
        for (Account account : byId.sequencedValues().reversed()) {
            if (rows.size() >= many) break;
            rows.add(account.row());
        }
        return rows;
    }

    /** The disk state of a channel that is not attached changes with the request. */
    void changing(ChannelId channel, long sequence) {
        settle();
        changing.put(channel, sequence);
    }

    /** What is on disk by now was perhaps read before; the ring bounds what is not. */
    private void settle() {
        while (!changing.isEmpty()) {
            Map.Entry<ChannelId, Long> eldest = changing.firstEntry();
            if (eldest.getValue() > durable.getAsLong()) return;
            changing.pollFirstEntry();
            evictions.incrementAndGet(stripe(eldest.getKey()));
        }
    }

    /**
     * Whether what was read from disk of a channel is how it stands.
     *
     * @param evictionsBefore {@link #evictions} before it was read
     */
    boolean isNews(ChannelId channel, long evictionsBefore) {
        settle();
        return !changing.containsKey(channel) && evictionsBefore == evictions(channel);
    }

    /** How often a channel of this one's kin was forgotten. Any thread. */
    long evictions(ChannelId channel) {
        return evictions.get(stripe(channel));
    }

    private static int stripe(ChannelId channel) {
        return Math.floorMod(channel.hashCode(), STRIPES);
    }

    /**
     * False when the gate will need no signature to decide, or none is worth it yet. Any thread.
     */
    boolean isWorthVerifying(SignedVoucher voucher, Bytes32 peer) {
        Mark mark = marks.get(voucher.channel());
        return mark != null && mark.isWorthVerifying(voucher, peer);
    }
}
