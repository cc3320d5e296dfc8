package dev.sluice.engine.node;

import dev.sluice.engine.consumer.ChannelBook;
import dev.sluice.engine.consumer.ChannelWant;
import dev.sluice.engine.consumer.GrantBuyer;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.engine.wire.MalformedMessage;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.store.PayerRecord;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.content.ManifestException;
import dev.sluice.streaming.grant.GrantException;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.util.List;

/**
 * Fetches the keys that a process which died had paid for, before another work is bought of the
 * same creator or delegate: until they come they stand against the payment window (I3), and could
 * block it whole. They were paid, so they cost nothing. A delegate must show its right to sell
 * them, as to anybody (T25). Blocks its caller.
 *
 * <p>What cannot be fetched stays against the window; whether that is in the way shows later.
 */
final class KeyRecovery {
    private final PeerLookup lookup;
    private final ChannelBook book;

    KeyRecovery(PeerLookup lookup, ChannelBook book) {
        this.lookup = lookup;
        this.book = book;
    }

    /** {@code keys} sells those of the next work, through a channel that is wanted like this. */
    void run(Manifest next, KeySource keys, ChannelWant want) {
        for (PayerRecord record : book.stranded(Bytes32.of(next.id().digest()), want))
            try {
                fetch(record, keys);
            } catch (IOException
                    | RefusedException
                    | GrantException
                    | ManifestException
                    | MalformedMessage e) {
                // the work may be gone, and there may be room all the same
            }
    }

    private void fetch(PayerRecord record, KeySource keys)
            throws IOException, RefusedException, GrantException, ManifestException {
        PeerAddress address = keys.address();
        ContentId content = ContentId.of(record.marks().content().toBytes());
        byte[] signed = lookup.manifestBytes(content, List.of(address));
        Manifest manifest = ManifestCodec.verify(signed);
        KeySource source =
                keys.delegation() == null
                        ? KeySource.creator(manifest, address)
                        : delegate(manifest, signed, address);
        try (PeerClient client = lookup.connect(address)) {
            new GrantBuyer(
                            client,
                            manifest,
                            Works.price(manifest),
                            source.trust().seller(),
                            book.asItStands(record),
                            0,
                            0)
                    .recover();
        }
    }

    private KeySource delegate(Manifest manifest, byte[] signed, PeerAddress address)
            throws IOException, RefusedException, GrantException {
        long nowSeconds = System.currentTimeMillis() / 1_000;
        return lookup.keys(manifest, signed, List.of(), nowSeconds).named(address);
    }
}
