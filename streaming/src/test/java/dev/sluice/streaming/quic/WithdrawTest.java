package dev.sluice.streaming.quic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.wire.ErrorCode;
import dev.sluice.streaming.wire.FrameType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Frames that wait are taken back whole, or leave whole: never both, never neither. */
final class WithdrawTest {
    private static final int LARGE = 1 << 20;
    private static final int FRAMES = 6;

    private final PeerIdentity identity = Nodes.identity();
    private final CompletableFuture<PeerStream> asked = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final Recorder answers = new Recorder();
    private QuicNode server;
    private QuicNode client;
    private PeerStream request;

    /** Tells what became of its frame. */
    private static final class Witness implements FrameWriter {
        final AtomicInteger written = new AtomicInteger();
        final AtomicInteger dropped = new AtomicInteger();

        @Override
        public void write(ByteBuffer target) {
            written.incrementAndGet();
            target.position(target.limit());
        }

        @Override
        public void dropped() {
            dropped.incrementAndGet();
        }

        int both() {
            return written.get() + dropped.get();
        }
    }

    private final class Server implements StreamHandler {
        @Override
        public void onFrame(PeerStream stream, FrameType type, byte[] buffer, int length) {
            asked.complete(stream);
        }

        @Override
        public void onFinished(PeerStream stream) {
            stream.finish();
        }

        @Override
        public void onClosed(PeerStream stream, @Nullable String error) {
            ended.complete(String.valueOf(error));
        }
    }

    @BeforeEach
    void ask() throws Exception {
        server = Nodes.start(identity, new Peers(_ -> new Server()));
        client = Nodes.start(Nodes.identity(), Peers.echoing());
        PeerConnection connection =
                Nodes.await(client.connect(server.address(), identity.peerId()));
        request = Nodes.await(connection.openStream(answers, 3));
        request.send(FrameType.SLICE_REQUEST, new byte[1]);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private static List<Witness> send(PeerStream stream) {
        List<Witness> sent = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            Witness witness = new Witness();
            stream.send(FrameType.SLICE, LARGE, witness);
            sent.add(witness);
        }
        return sent;
    }

    @Test
    void whatHasBegunIsSentAndWhatWaitsIsTakenBack() throws Exception {
        PeerStream stream = Nodes.await(asked);
        CompletableFuture<List<Witness>> sent = new CompletableFuture<>();
        stream.execute(
                () -> {
                    List<Witness> all = send(stream);
                    all.forEach(stream::withdraw); // the first is with the transport by now
                    all.forEach(stream::withdraw);
                    sent.complete(all);
                });
        List<Witness> all = Nodes.await(sent);
        assertEquals(1, all.getFirst().written.get());
        all.forEach(witness -> assertEquals(1, witness.both()));
        assertTrue(stream.pendingBytes() <= LARGE + 5, "what was taken back takes no room");
        request.finish();
        Nodes.await(answers.finished);
        assertEquals(1, answers.payloads.size());
        assertEquals(LARGE, answers.payloads.element().length);
    }

    @Test
    void aPeerThatStopsReadingLeavesNothingWaiting() throws Exception {
        PeerStream stream = Nodes.await(asked);
        request.pauseReading();
        List<Witness> sent = send(stream);
        request.cancel(ErrorCode.CANCELLED);
        assertTrue(!Nodes.await(ended).isEmpty());
        Nodes.eventually(
                "each is written or dropped", () -> sent.stream().allMatch(w -> w.both() == 1));
        Nodes.eventually("what the codec had counts no more", () -> stream.pendingBytes() == 0);
        Witness late = new Witness();
        stream.send(FrameType.SLICE, LARGE, late);
        Nodes.eventually("a frame for a closed stream is dropped", () -> late.dropped.get() == 1);
    }
}
