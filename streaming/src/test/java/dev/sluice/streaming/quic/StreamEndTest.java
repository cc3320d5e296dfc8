package dev.sluice.streaming.quic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.wire.ErrorCode;
import dev.sluice.streaming.wire.FrameType;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StreamEndTest {
    private static final int SLICE_BYTES = 256 * 1024;

    private final PeerIdentity identity = Nodes.identity();
    private final Peers peers = new Peers(stream -> new Seeder());
    private QuicNode server;
    private QuicNode client;
    private PeerConnection connection;

    @BeforeAll
    static void moveMuch() {
        Nodes.watchBuffersLess();
    }

    @AfterAll
    static void watchAgain() {
        Leaks.watchAll();
    }

    @BeforeEach
    void connect() throws Exception {
        server = Nodes.start(identity, peers);
        client = Nodes.start(Nodes.identity(), Peers.echoing());
        connection = Nodes.await(client.connect(server.address(), identity.peerId()));
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void aFinishedSideStillReads() throws Exception {
        checkThatAStreamWorks();
    }

    /** The FIN must wait for the network, and what was sent before it is acknowledged meanwhile. */
    @Test
    void aFinThatWaitsBehindAnotherStreamIsNotLost() throws Exception {
        PeerIdentity echo = Nodes.identity();
        try (QuicNode echoing = Nodes.start(echo, Peers.echoing())) {
            for (int i = 0; i < 20; i++) {
                PeerConnection to = Nodes.await(client.connect(echoing.address(), echo.peerId()));
                Recorder ended = new Recorder();
                PeerStream small = Nodes.await(to.openStream(ended, 3));
                PeerStream large = Nodes.await(to.openStream(new Recorder(), 3));
                small.execute(
                        () -> {
                            small.send(FrameType.BYE, new byte[1]);
                            large.send(FrameType.SLICE, new byte[4 * SLICE_BYTES]);
                            small.finish();
                        });
                assertEquals("", Nodes.await(ended.closed));
                to.close("done");
            }
        }
    }

    private void checkThatAStreamWorks() throws Exception {
        Recorder recorder = new Recorder();
        PeerStream stream = Nodes.await(connection.openStream(recorder, 3));
        for (int i = 0; i < 10; i++) {
            stream.send(FrameType.SLICE_REQUEST, Seeder.request(SLICE_BYTES));
        }
        stream.finish();
        Nodes.await(recorder.finished);
        assertEquals(10, recorder.payloads.size());
        assertEquals("", Nodes.await(recorder.closed));
        assertFalse(stream.isOpen());
        assertEquals(0, stream.pendingBytes());
        Nodes.eventually("the server's stream closes", () -> !peers.streams.element().isOpen());
    }

    @Test
    void twoHundredCancelsInMidSliceDoNotStallLaterStreams() throws Exception {
        for (int i = 0; i < 200; i++) {
            CompletableFuture<PeerStream> first = new CompletableFuture<>();
            Recorder recorder = new FirstBytes(first);
            PeerStream stream = Nodes.await(connection.openStream(recorder, 3));
            for (int k = 0; k < 8; k++) {
                stream.send(FrameType.SLICE_REQUEST, Seeder.request(SLICE_BYTES));
            }
            Nodes.await(first).cancel(ErrorCode.CANCELLED);
            assertTrue(Nodes.await(recorder.closed).contains("code 1"));
        }
        Nodes.eventually(
                "the server's streams close",
                () -> peers.streams.stream().noneMatch(PeerStream::isOpen));
        assertEquals(0, peers.streams.stream().mapToLong(PeerStream::pendingBytes).sum());
        checkThatAStreamWorks();
    }

    @Test
    void aSeederThatCancelsEndsOnlyThatStream() throws Exception {
        Recorder recorder = new Recorder();
        PeerStream stream = Nodes.await(connection.openStream(recorder, 3));
        for (int i = 0; i < 64; i++) {
            stream.send(FrameType.SLICE_REQUEST, Seeder.request(SLICE_BYTES));
        }
        Nodes.eventually("a first slice", () -> !recorder.payloads.isEmpty());
        peers.streams.element().cancel(ErrorCode.INTERNAL);
        String why = Nodes.await(recorder.closed);
        assertFalse(why.isEmpty());
        assertTrue(connection.isOpen());
        peers.streams.clear();
        checkThatAStreamWorks();
    }

    @Test
    void anOversizeFrameIsRefusedBeforeMemoryIsSetAside() throws Exception {
        protocolErrorOf(new byte[] {0, 0, 4, 2, 6, 1, 1}, "at most 1024");
    }

    @Test
    void anUnknownTypeClosesTheConnection() throws Exception {
        protocolErrorOf(new byte[] {0, 0, 0, 2, 99, 1}, "unknown frame type: 99");
    }

    @Test
    void anEmptyFrameClosesTheConnection() throws Exception {
        protocolErrorOf(new byte[] {0, 0, 0, 0, 1}, "frame length 0");
    }

    @Test
    void anEndInsideAFrameClosesTheConnection() throws Exception {
        Recorder recorder = new Recorder();
        PeerStream stream = Nodes.await(connection.openStream(recorder, 3));
        raw(stream, new byte[] {0, 0, 0, 9, 1, 1});
        stream.finish();
        assertTrue(Nodes.await(peers.closed).contains("inside a frame"), Nodes.await(peers.closed));
    }

    @Test
    void aTrickledFrameIsGivenUp() throws Exception {
        PeerStream stream = Nodes.await(connection.openStream(new Recorder(), 3));
        raw(stream, new byte[] {0, 0, 0, 9, 6});
        while (!peers.closed.isDone()) {
            Thread.sleep(100);
            CompletableFuture<?> busy =
                    connection.openStream(new Recorder(), 3).thenAccept(PeerStream::finish);
            Nodes.eventually("a busy peer", busy::isDone);
        }
        assertTrue(Nodes.await(peers.closed).contains("took longer"), Nodes.await(peers.closed));
    }

    @Test
    void aHandlerThatThrowsEndsItsStreamOnly() throws Exception {
        Recorder recorder = new Recorder();
        PeerStream stream = Nodes.await(connection.openStream(recorder, 3));
        stream.send(FrameType.SLICE_REQUEST, new byte[1]);
        assertFalse(Nodes.await(recorder.closed).isEmpty());
        assertTrue(connection.isOpen());
    }

    @Test
    void aWriterThatFailsResetsItsStreamAndNoHalfFrameArrives() throws Exception {
        Recorder recorder = new Recorder();
        PeerStream stream = Nodes.await(connection.openStream(recorder, 3));
        stream.send(
                FrameType.MANIFEST,
                1_000,
                target -> {
                    throw new IOException("disk");
                });
        assertTrue(Nodes.await(recorder.closed).contains("disk"));
        assertEquals(0, stream.pendingBytes());
        assertTrue(connection.isOpen());
    }

    @Test
    void ourOwnFramesAreChecked() throws Exception {
        PeerStream stream = Nodes.await(connection.openStream(new Recorder(), 3));
        assertThrows(
                IllegalArgumentException.class, () -> stream.send(FrameType.BYE, new byte[257]));
        assertThrows(IllegalArgumentException.class, () -> stream.urgency(8));
    }

    @Test
    void theSendQueueIsBounded() throws Exception {
        PeerStream stream = Nodes.await(connection.openStream(new Recorder(), 3));
        byte[] slice = new byte[1 << 20];
        assertThrows(
                IllegalStateException.class,
                () -> {
                    for (int i = 0; i < 10_000; i++) {
                        stream.send(FrameType.SLICE, slice);
                    }
                });
        assertTrue(stream.pendingBytes() <= Limits.defaults().sendQueueBytes());
    }

    @Test
    void aPausedReaderStopsItsPeerAndThenGetsEverything() throws Exception {
        Recorder recorder = new Recorder();
        PeerStream stream = Nodes.await(connection.openStream(recorder, 3));
        stream.pauseReading();
        for (int i = 0; i < 64; i++) {
            stream.send(FrameType.SLICE_REQUEST, Seeder.request(1 << 20));
        }
        stream.finish();
        Thread.sleep(500);
        assertEquals(0, recorder.payloads.size());
        stream.resumeReading();
        assertEquals("", Nodes.await(recorder.closed));
        assertEquals(64, recorder.payloads.size());
    }

    @Test
    void moreStreamsThanThePeerAllowsFailAtOnceAndCostNothing() throws Exception {
        List<PeerStream> open = new ArrayList<>();
        for (int i = 0; i < 128; i++) {
            open.add(Nodes.await(connection.openStream(new Recorder(), 3)));
        }
        for (int i = 0; i < 500; i++) {
            Throwable failure = Nodes.failure(connection.openStream(new Recorder(), 3));
            assertTrue(failure.toString().contains("no more streams"), failure.toString());
        }
        open.forEach(PeerStream::finish);
        Nodes.eventually("the streams close", () -> open.stream().noneMatch(PeerStream::isOpen));
        peers.streams.clear();
        for (int i = 0; i < 300; i++) {
            Recorder recorder = new Recorder();
            Nodes.await(connection.openStream(recorder, 3)).finish();
            assertEquals("", Nodes.await(recorder.closed));
        }
    }

    private void protocolErrorOf(byte[] bytes, String expected) throws Exception {
        Recorder recorder = new Recorder();
        PeerStream stream = Nodes.await(connection.openStream(recorder, 3));
        raw(stream, bytes);
        assertFalse(Nodes.await(recorder.closed).isEmpty());
        assertTrue(Nodes.await(peers.closed).contains(expected), Nodes.await(peers.closed));
        Nodes.eventually("our side closes", () -> !connection.isOpen());
    }

    private static void raw(PeerStream stream, byte[] bytes) {
        ((QuicPeerStream) stream).sendRaw(Unpooled.copiedBuffer(bytes));
    }

    /** Tells when the first bytes of a frame are there. */
    private static final class FirstBytes extends Recorder {
        private final CompletableFuture<PeerStream> first;

        FirstBytes(CompletableFuture<PeerStream> first) {
            this.first = first;
        }

        @Override
        public void onFrame(PeerStream stream, FrameType type, byte[] buffer, int length) {
            first.complete(stream);
        }
    }
}
