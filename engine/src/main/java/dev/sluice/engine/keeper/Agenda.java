package dev.sluice.engine.keeper;

import dev.sluice.payments.channel.ChannelId;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is to be done with which channel at what time; one entry a channel. */
final class Agenda {
    private record Entry(long atSeconds, ChannelId channel) {}

    private final TreeSet<Entry> byTime =
            new TreeSet<>(Comparator.comparingLong(Entry::atSeconds).thenComparing(Entry::channel));
    private final Map<ChannelId, Entry> byChannel = new TreeMap<>();

    /** Replaces an earlier entry of the channel. */
    void put(ChannelId channel, long atSeconds) {
        remove(channel);
        Entry entry = new Entry(atSeconds, channel);
        byChannel.put(channel, entry);
        byTime.add(entry);
    }

    void remove(ChannelId channel) {
        Entry old = byChannel.remove(channel);
        if (old != null) byTime.remove(old);
    }

    /** Takes the next that is due, or null. */
    @Nullable ChannelId poll(long nowSeconds) {
        if (!isDue(nowSeconds)) return null;
        ChannelId channel = byTime.first().channel();
        remove(channel);
        return channel;
    }

    boolean isDue(long nowSeconds) {
        return !byTime.isEmpty() && byTime.first().atSeconds() <= nowSeconds;
    }
}
