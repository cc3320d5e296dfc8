package dev.sluice.engine.consumer;

import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.peer.PeerPool;
import dev.sluice.engine.peer.Pulse;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.engine.session.Patience;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.proto.ChannelAttached;
import dev.sluice.streaming.quic.PeerStream;
import dev.sluice.streaming.quic.StreamHandler;
import dev.sluice.streaming.text.PeerAddress;
import dev.sluice.streaming.wire.FrameType;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The way to one peer, kept up: connect, show the channel, open the stream; and again when it is
 * lost.
 *
 * <p>One virtual thread runs it. Frames are sent by the session's thread.
 */
final class Link implements Runnable {
    private static final long KEEP_ALIVE_MS = 1_000;
    private static final long SILENT_MS = 2_000;
    private static final long FIRST_RETRY_MS = 100;
    private static final long LAST_RETRY_MS = 2_000;
    private static final int STREAM_URGENCY = 1;

    /** What a link tells its owner, on the link's thread. */
    interface Owner {
        StreamHandler answers();

        void up(Amount accepted, Amount served);

        /** What the transport has measured; on its event loop. */
        void roundTrip(long roundTripNs);

        void acknowledged(Amount accepted);

        void down(String why);

        /** The peer will not serve this channel: trying again is no use. */
        void refused(RefusedException why);
    }

    private final PeerPool peers;
    private final PeerAddress address;
    private final @Nullable Purse purse;
    private final Owner owner;
    private final Pulse<PeerClient> pulse = new Pulse<>(this::dial, PeerClient::close, SILENT_MS);
    private final Semaphore wake = new Semaphore(0);
    private volatile @Nullable PeerStream stream;
    private volatile boolean showAgain;
    private volatile boolean closed;
    private Shown shown = Shown.NOTHING;
    private final Patience patience = new Patience();

    Link(PeerPool peers, PeerAddress address, @Nullable Purse purse, Owner owner) {
        this.peers = peers;
        this.address = address;
        this.purse = purse;
        this.owner = owner;
    }

    @Override
    public void run() {
        long retryMs = FIRST_RETRY_MS;
        PeerClient younger = null;
        boolean first = true;
        while (!closed) {
            String why = "it answers on a new connection only";
            try (PeerClient client = younger == null ? connect(first) : younger) {
                younger = null;
                if (patience.isFresh()) retryMs = FIRST_RETRY_MS;
                boolean rested = first;
                first = false;
                younger = serve(client, rested);
            } catch (RefusedException e) {
                if (!patience.outlasts(e.why().reason())) {
                    owner.refused(e);
                    return;
                }
                why = String.valueOf(e.getMessage());
            } catch (IOException | RuntimeException e) {
                why = String.valueOf(e.getMessage());
            }
            stream = null;
            if (closed) break;
            owner.down(why);
            if (younger != null) continue;
            sleep(retryMs);
            retryMs = Math.min(LAST_RETRY_MS, 2 * retryMs);
        }
        if (younger != null) younger.close();
    }

    /** One that rests may do, until it is seen that it does not. */
    private PeerClient connect(boolean first) throws IOException, RefusedException {
        return first ? peers.take(address) : dial();
    }

    private PeerClient dial() throws IOException, RefusedException {
        return peers.dial(address);
    }

    /**
     * Until the connection ends, or the peer answers on a younger one only, which it returns. The
     * stream is opened while the peer looks at the channel.
     */
    private @Nullable PeerClient serve(PeerClient client, boolean rested)
            throws IOException, RefusedException {
        PeerClient younger = null;
        try {
            CompletableFuture<PeerStream> opening =
                    client.beginStream(owner.answers(), STREAM_URGENCY);
            if (rested) younger = feel(client);
            else shown = show(client);
            if (younger == null) younger = talk(client, client.await(opening));
        } finally {
            // what was not ended in order is not for others
            if (!closed || younger != null) client.drop();
        }
        return younger;
    }

    private @Nullable PeerClient talk(PeerClient client, PeerStream current)
            throws IOException, RefusedException {
        patience.restore();
        stream = current;
        measure(client);
        owner.up(shown.accepted(), shown.served());
        while (!closed && client.isOpen()) {
            if (!current.isOpen()) throw new IOException("the stream closed");
            boolean quiet = !await(KEEP_ALIVE_MS);
            if (quiet) measure(client);
            PeerClient younger = null;
            if (showAgain) younger = again(client);
            else if (quiet) younger = pulse.feel(client::greet);
            if (younger != null) return younger;
        }
        if (!closed) throw new IOException("the connection closed");
        client.end(current);
        return null;
    }

    private void measure(PeerClient client) {
        var _ = client.roundTripNs().thenAccept(owner::roundTrip);
    }

    private @Nullable PeerClient again(PeerClient client) throws IOException, RefusedException {
        showAgain = false;
        PeerClient younger = feel(client);
        if (younger != null) return younger;
        owner.acknowledged(shown.accepted());
        owner.up(shown.accepted(), shown.served());
        return null;
    }

    private @Nullable PeerClient feel(PeerClient client) throws IOException, RefusedException {
        AtomicReference<Shown> answer = new AtomicReference<>(shown);
        PeerClient younger = pulse.feel(() -> answer.set(show(client)));
        shown = answer.get();
        return younger;
    }

    private record Shown(Amount accepted, Amount served) {
        private static final Shown NOTHING = new Shown(Amount.ZERO, Amount.ZERO);
    }

    private Shown show(PeerClient client) throws IOException, RefusedException {
        if (purse == null) return Shown.NOTHING;
        ChannelAttached answer = client.attach(purse.attachMessage());
        return new Shown(purse.proven(answer), Purse.served(answer));
    }

    /** Shows the channel, with its highest voucher, once more. */
    void showAgain() {
        showAgain = true;
        wake.release();
    }

    /** Sends on the link's stream; a frame for a link that is down is dropped, the owner knows. */
    void send(FrameType type, byte[] payload) {
        PeerStream current = stream;
        if (current != null) current.send(type, payload);
    }

    /** The stream ended: look what became of the connection. */
    void streamClosed() {
        wake.release();
    }

    void close() {
        closed = true;
        wake.release();
    }

    private boolean await(long ms) throws IOException {
        try {
            return wake.tryAcquire(ms, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void sleep(long ms) {
        try {
            if (wake.tryAcquire(ms, TimeUnit.MILLISECONDS)) wake.drainPermits();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }
}
