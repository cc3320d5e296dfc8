package dev.sluice.chain.contract;

import dev.sluice.chain.rpc.LogEntry;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.ledger.LedgerEvent;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Logs of the two contracts as ledger events; empty for logs that no listener needs. */
public final class EventDecoder {
    private static final BigInteger LARGEST_SEQUENCE = BigInteger.valueOf(Long.MAX_VALUE);

    private final Address channels;
    private final Address registry;
    private final Map<Bytes32, Reader> channelReaders = new TreeMap<>();
    private final Bytes32 anchored = Selector.topic(Signatures.ANCHORED);

    public EventDecoder(Address channels, Address registry) {
        this.channels = channels;
        this.registry = registry;
        channelReaders.put(Selector.topic(Signatures.OPENED), EventDecoder::opened);
        channelReaders.put(Selector.topic(Signatures.TOPPED_UP), EventDecoder::toppedUp);
        channelReaders.put(Selector.topic(Signatures.CLAIMED), EventDecoder::claimed);
        channelReaders.put(Selector.topic(Signatures.EXIT_STARTED), EventDecoder::exitStarted);
        channelReaders.put(Selector.topic(Signatures.EXIT_CANCELLED), EventDecoder::exitCancelled);
        channelReaders.put(Selector.topic(Signatures.CLOSED), EventDecoder::closed);
    }

    @FunctionalInterface
    private interface Reader {
        LedgerEvent read(LogEntry log, Words data);
    }

    /** The contracts whose logs are wanted. */
    public List<Address> emitters() {
        return List.of(channels, registry);
    }

    public Optional<LedgerEvent> decode(LogEntry log) {
        if (log.topics().isEmpty()) return Optional.empty();
        Bytes32 topic = log.topics().getFirst();
        Words data = new Words(log.data());
        if (log.emitter().equals(registry))
            return topic.equals(anchored) ? Optional.of(anchored(log, data)) : Optional.empty();
        Reader reader = log.emitter().equals(channels) ? channelReaders.get(topic) : null;
        return reader == null ? Optional.empty() : Optional.of(reader.read(log, data));
    }

    private static ChannelId channel(LogEntry log) {
        return new ChannelId(log.topics().get(1));
    }

    private static LedgerEvent opened(LogEntry log, Words data) {
        ChannelParameters parameters =
                new ChannelParameters(
                        Words.address(log.topics().get(2)),
                        data.address(0),
                        Words.address(log.topics().get(3)),
                        data.address(1),
                        data.bytes32(2),
                        data.longValue(3),
                        data.bytes32(4));
        return new LedgerEvent.Opened(log.block(), channel(log), parameters, data.amount(5));
    }

    private static LedgerEvent toppedUp(LogEntry log, Words data) {
        return new LedgerEvent.ToppedUp(log.block(), channel(log), data.amount(0));
    }

    private static LedgerEvent claimed(LogEntry log, Words data) {
        return new LedgerEvent.Claimed(log.block(), channel(log), data.amount(0), data.amount(1));
    }

    private static LedgerEvent exitStarted(LogEntry log, Words data) {
        return new LedgerEvent.ExitStarted(log.block(), channel(log), data.longValue(0));
    }

    private static LedgerEvent exitCancelled(LogEntry log, Words data) {
        return new LedgerEvent.ExitCancelled(log.block(), channel(log));
    }

    private static LedgerEvent closed(LogEntry log, Words data) {
        return new LedgerEvent.Closed(log.block(), channel(log), data.amount(0));
    }

    /** Anyone may anchor anything, so a sequence above 2^63-1 is cut to that. */
    private static LedgerEvent anchored(LogEntry log, Words data) {
        long sequence = data.number(1).min(LARGEST_SEQUENCE).longValue();
        return new LedgerEvent.Anchored(
                log.block(),
                log.topics().get(1),
                Words.address(log.topics().get(2)),
                data.bytes32(0),
                sequence);
    }
}
