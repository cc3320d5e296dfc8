package dev.sluice.bench.liars;

import dev.sluice.streaming.quic.NodeHandler;
import dev.sluice.streaming.quic.PeerConnection;
import dev.sluice.streaming.quic.PeerIdentity;
import dev.sluice.streaming.quic.PeerStream;
import dev.sluice.streaming.quic.QuicNode;
import dev.sluice.streaming.quic.StreamHandler;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.text.PeerAddress;
import dev.sluice.streaming.text.PeerId;
import dev.sluice.streaming.wire.FrameType;
import dev.sluice.streaming.wire.SliceFrame;
import dev.sluice.streaming.wire.WireException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Stands before an honest seeder and lies about every slice from one on, once it has brought a
 * right one. It dials that seeder as the consumer, whose identity it was given: a channel is shown
 * to one peer only.
 *
 * <p>The event loops of its two nodes forward; what it tells may be asked by any thread.
 */
public final class LyingSeeder implements NodeHandler, AutoCloseable {
    /** More than what makes a stream say when it has drained. */
    private static final int FLOOD_BYTES = 5 << 20;

    private static final int URGENCY = 1;

    private final Lie lie;
    private final long honestUntil;
    private final PeerAddress honest;
    private final PeerIdentity identity = PeerIdentity.generate(new SecureRandom());
    private final QuicNode front;
    private final QuicNode back;
    private final AtomicLong liedBytes = new AtomicLong();
    private volatile long firstLieNs;
    private volatile byte @Nullable [] another;

    public LyingSeeder(PeerAddress honest, PeerIdentity consumer, Lie lie, long honestUntil)
            throws IOException {
        this.lie = lie;
        this.honestUntil = honestUntil;
        this.honest = honest;
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        this.back = QuicNode.start(anyPort, consumer, TransportSettings.defaults(), this);
        this.front = QuicNode.start(anyPort, identity, TransportSettings.defaults(), this);
    }

    public PeerAddress address() {
        return new PeerAddress(
                front.address().getAddress().getHostAddress(),
                front.address().getPort(),
                PeerId.of(identity.peerId()));
    }

    /** When the first lie was sent, on the clock of {@link System#nanoTime}; 0 before that. */
    long firstLieNs() {
        return firstLieNs;
    }

    /** Bytes of lies that the transport has taken. */
    long liedBytes() {
        return liedBytes.get();
    }

    @Override
    public StreamHandler onIncomingStream(PeerConnection connection, PeerStream stream) {
        return new Questions(connection, stream);
    }

    /** The connection behind each that came: made with its first stream. */
    @SuppressWarnings("unchecked")
    private CompletableFuture<PeerConnection> behind(PeerConnection connection) {
        Object known = connection.attachment();
        if (known != null) return (CompletableFuture<PeerConnection>) known;
        CompletableFuture<PeerConnection> dialled =
                back.connect(honest.toSocketAddress(), honest.peer().toBytes());
        connection.attach(dialled);
        return dialled;
    }

    @Override
    public void onConnected(PeerConnection connection) {}

    @Override
    public void onClosed(PeerConnection connection, String reason) {
        if (connection.isDialled() || connection.attachment() == null) return;
        var _ = behind(connection).thenAccept(behind -> behind.close(reason));
    }

    @Override
    public void close() {
        front.close();
        back.close();
    }

    /** From the consumer to the seeder, one after the other, as soon as that is there. */
    private final class Questions implements StreamHandler {
        private final PeerStream asking;
        private CompletableFuture<PeerStream> asked;
        private volatile byte @Nullable [] flood;

        Questions(PeerConnection connection, PeerStream stream) {
            asking = stream;
            asked =
                    behind(connection)
                            .thenCompose(c -> c.openStream(new Answers(stream, this), URGENCY));
        }

        private void then(java.util.function.Consumer<PeerStream> step) {
            asked =
                    asked.thenApply(
                            stream -> {
                                step.accept(stream);
                                return stream;
                            });
        }

        @Override
        public void onFrame(PeerStream stream, FrameType type, byte[] buffer, int length) {
            byte[] payload = Arrays.copyOf(buffer, length);
            then(back -> back.send(type, payload));
        }

        @Override
        public void onFinished(PeerStream stream) {
            then(PeerStream::finish);
        }

        @Override
        public void onClosed(PeerStream stream, @Nullable String error) {
            if (error != null) then(back -> back.cancel(0));
        }

        @Override
        public void onDrained(PeerStream stream) {
            flood();
        }

        void flood() {
            byte[] payload = flood;
            if (payload == null) return;
            while (asking.isOpen() && asking.pendingBytes() < FLOOD_BYTES) lieWith(asking, payload);
        }
    }

    private void lieWith(PeerStream stream, byte[] payload) {
        stream.send(
                FrameType.SLICE,
                payload.length,
                target -> {
                    if (firstLieNs == 0) firstLieNs = System.nanoTime();
                    liedBytes.addAndGet(payload.length);
                    target.put(payload);
                });
    }

    /** From the seeder to the consumer. */
    private final class Answers implements StreamHandler {
        private final PeerStream asking;
        private final Questions questions;

        Answers(PeerStream asking, Questions questions) {
            this.asking = asking;
            this.questions = questions;
        }

        @Override
        public void onFrame(PeerStream stream, FrameType type, byte[] buffer, int length) {
            byte[] payload = Arrays.copyOf(buffer, length);
            if (type == FrameType.SLICE) slice(payload);
            else asking.send(type, payload);
        }

        private void slice(byte[] payload) {
            try {
                SliceFrame parts = SliceFrame.parse(payload, payload.length);
                byte[] right =
                        Arrays.copyOfRange(payload, parts.ciphertextOffset(), payload.length);
                byte[] held = another;
                if (held == null || parts.header().getIndex() < honestUntil) {
                    another = right;
                    asking.send(FrameType.SLICE, payload);
                } else if (questions.flood == null) lie(parts, payload, lie.of(right, held));
            } catch (WireException e) {
                throw new IllegalStateException(e);
            }
        }

        private void lie(SliceFrame parts, byte[] payload, byte[] said) {
            byte[] frame =
                    ByteBuffer.allocate(parts.ciphertextOffset() + said.length)
                            .put(payload, 0, parts.ciphertextOffset())
                            .put(said)
                            .array();
            if (lie != Lie.NEVER_ENDING) {
                lieWith(asking, frame);
                return;
            }
            asking.send(FrameType.SLICE, frame); // this once it is right
            questions.flood = frame;
            asking.execute(questions::flood);
        }

        @Override
        public void onFinished(PeerStream stream) {
            asking.finish();
        }

        @Override
        public void onClosed(PeerStream stream, @Nullable String error) {
            if (error != null) asking.cancel(0);
        }
    }
}
