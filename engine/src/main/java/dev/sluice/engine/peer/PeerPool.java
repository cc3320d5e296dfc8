package dev.sluice.engine.peer;

import dev.sluice.streaming.quic.QuicNode;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connections of a node to others, kept for a while when they are closed, so that the next who
 * wants one spares the handshake. One user at a time has a connection.
 *
 * <p>One that rests is asked something each second: it stays open, and who takes it need not doubt
 * it. Any thread; a peer is asked and dialled on the caller's.
 */
public final class PeerPool implements AutoCloseable {
    /** Connections that rest; the oldest makes room. */
    static final int MAX_IDLE = 32;

    /**
     * To one peer: what a play uses that has keys and bytes of one node. More come up when a peer
     * answers slowly and is dialled beside, and each that rests is one more that it must answer.
     */
    static final int MAX_IDLE_PER_PEER = 2;

    /** A connection that nobody wants for so long is closed. */
    static final long KEPT_NS = 60_000_000_000L;

    private static final long GREET_MS = 1_000;

    /** An answer that is younger is as good as asking. */
    private static final long SURE_NS = 1_500_000_000;

    /** Without an answer for so long the peer is dialled beside. */
    private static final long SILENT_MS = 2_000;

    private final QuicNode node;
    private final Deque<Resting> idle = new ArrayDeque<>();
    private final ScheduledExecutorService greeter =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("peer-pool").factory());
    private final int maxIdle;
    private final int maxPerPeer;
    private boolean closed;

    private record Resting(PeerClient client, long sinceNs) {}

    public PeerPool(QuicNode node) {
        this(node, MAX_IDLE, MAX_IDLE_PER_PEER);
    }

    PeerPool(QuicNode node, int maxIdle, int maxPerPeer) {
        this.node = node;
        this.maxIdle = maxIdle;
        this.maxPerPeer = maxPerPeer;
        var _ =
                greeter.scheduleWithFixedDelay(
                        this::greet, GREET_MS, GREET_MS, TimeUnit.MILLISECONDS);
    }

    /** A connection that rests here, or a new one; closing it gives it back. Blocks. */
    public PeerClient take(PeerAddress address) throws IOException, RefusedException {
        PeerClient client = resting(address);
        if (client == null) return dial(address);
        if (System.nanoTime() - client.heardNs() < SURE_NS) return client;
        return sure(client, address);
    }

    /** A new connection; closing it gives it here. Blocks. */
    public PeerClient dial(PeerAddress address) throws IOException, RefusedException {
        return PeerClient.connect(node, address, this::giveBack);
    }

    /** Whichever answers first, this one or one that is dialled beside. */
    private PeerClient sure(PeerClient client, PeerAddress address)
            throws IOException, RefusedException {
        Pulse<PeerClient> pulse = new Pulse<>(() -> dial(address), PeerClient::close, SILENT_MS);
        PeerClient younger;
        try {
            younger = pulse.feel(client::greet);
        } catch (IOException | RefusedException e) {
            client.drop();
            return dial(address);
        }
        if (younger == null) return client;
        client.drop();
        return younger;
    }

    private synchronized @Nullable PeerClient resting(PeerAddress address) {
        for (var youngestFirst = idle.descendingIterator(); youngestFirst.hasNext(); ) {
            PeerClient client = youngestFirst.next().client();
            if (!client.address().equals(address)) continue;
            youngestFirst.remove();
            if (client.isFree()) return client;
            client.drop();
        }
        return null;
    }

    private synchronized void giveBack(PeerClient client) {
        if (closed || !client.isFree()) {
            client.drop();
            return;
        }
        List<Resting> same = new ArrayList<>();
        for (Resting one : idle) if (one.client().address().equals(client.address())) same.add(one);
        if (same.size() >= maxPerPeer) makeRoom(same.getFirst());
        else if (idle.size() >= maxIdle) makeRoom(idle.getFirst());
        idle.addLast(new Resting(client, System.nanoTime()));
    }

    private void makeRoom(Resting one) {
        idle.remove(one);
        one.client().drop();
    }

    synchronized int idle() {
        return idle.size();
    }

    /** A connection that is greeted cannot be taken meanwhile: one thing is asked at a time. */
    private void greet() {
        for (Resting one : fresh())
            Thread.ofVirtual().name("peer-greet").start(() -> greet(one.client()));
    }

    private static void greet(PeerClient client) {
        try {
            var _ = client.greet();
        } catch (IOException | RefusedException | RuntimeException e) {
            client.drop();
        }
    }

    private synchronized List<Resting> fresh() {
        long nowNs = System.nanoTime();
        idle.removeIf(
                one -> {
                    boolean ends = nowNs - one.sinceNs() > KEPT_NS || !one.client().isFree();
                    if (ends) one.client().drop();
                    return ends;
                });
        return new ArrayList<>(idle);
    }

    @Override
    public void close() {
        greeter.shutdownNow();
        List<Resting> last;
        synchronized (this) {
            closed = true;
            last = new ArrayList<>(idle);
            idle.clear();
        }
        last.forEach(one -> one.client().drop());
    }
}
