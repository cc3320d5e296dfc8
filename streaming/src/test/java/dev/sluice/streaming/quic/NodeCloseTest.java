package dev.sluice.streaming.quic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.wire.ErrorCode;
import dev.sluice.streaming.wire.FrameType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class NodeCloseTest {
    private static final int SLICE_BYTES = 64 * 1024;

    @Test
    void nothingIsLeftAfterNodesClose() throws Exception {
        cycle();
        Nodes.eventually("threads end", () -> ourThreads() == 0);
        long descriptors = descriptors();
        for (int i = 0; i < 5; i++) {
            cycle();
        }
        Nodes.eventually("threads end", () -> ourThreads() == 0);
        Nodes.eventually("descriptors come back", () -> descriptors() <= descriptors);
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(50);
            cycle();
        }
        assertEquals(List.of(), Leaks.found());
    }

    @Test
    void aClosingNodeDeliversWhatItHadTaken() throws Exception {
        PeerIdentity identity = Nodes.identity();
        QuicNode server = Nodes.start(identity, new Peers(stream -> new Seeder()));
        try (QuicNode client = Nodes.start(Nodes.identity(), Peers.echoing())) {
            Recorder recorder = new Recorder();
            PeerConnection connection =
                    Nodes.await(client.connect(server.address(), identity.peerId()));
            PeerStream stream = Nodes.await(connection.openStream(recorder, 3));
            for (int i = 0; i < 16; i++) {
                stream.send(FrameType.SLICE_REQUEST, Seeder.request(SLICE_BYTES));
            }
            Nodes.eventually("a first slice", () -> !recorder.payloads.isEmpty());
            stream.finish();
            Nodes.await(recorder.finished);
            server.close();
            assertEquals(16, recorder.payloads.size());
            Nodes.eventually("the client notices", () -> !connection.isOpen());
        }
    }

    @Test
    void aKilledServerIsNoticedByTheIdleTimeout() throws Exception {
        Peers peers = Peers.echoing();
        try (RawThroughput.ServerProcess server =
                        RawThroughput.ServerProcess.start(RawThroughput.class, "serve");
                QuicNode client = Nodes.start(Nodes.identity(), peers)) {
            Recorder recorder = new Recorder();
            PeerConnection connection =
                    Nodes.await(client.connect(server.address(), server.peerId()));
            PeerStream stream = Nodes.await(connection.openStream(recorder, 3));
            stream.send(FrameType.SLICE_REQUEST, Seeder.request(SLICE_BYTES));
            Nodes.eventually("a slice", () -> !recorder.payloads.isEmpty());
            long killedNs = System.nanoTime();
            server.kill();
            assertEquals("idle timeout", Nodes.await(peers.closed));
            assertEquals("idle timeout", Nodes.await(recorder.closed));
            assertFalse(connection.isOpen());
            long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killedNs);
            assertTrue(tookMs < 8_000, "took " + tookMs + " ms");
        }
    }

    @Test
    void tooManyCancelledStreamsCloseTheConnection() throws Exception {
        PeerIdentity identity = Nodes.identity();
        TransportSettings settings = Nodes.settings().with(new Limits(8, 8, 8 << 20, 10));
        Peers peers = new Peers(stream -> new Seeder());
        try (QuicNode server = Nodes.start(identity, settings, peers);
                QuicNode client = Nodes.start(Nodes.identity(), Peers.echoing())) {
            PeerConnection connection =
                    Nodes.await(client.connect(server.address(), identity.peerId()));
            for (int i = 0; i < 10; i++) {
                PeerStream stream = Nodes.await(connection.openStream(new Recorder(), 3));
                stream.send(FrameType.SLICE_REQUEST, Seeder.request(SLICE_BYTES));
                int arrived = i + 1;
                Nodes.eventually("it arrives", () -> peers.streams.size() == arrived);
                stream.cancel(ErrorCode.CANCELLED);
            }
            assertTrue(Nodes.await(peers.closed).contains("at most 10"));
        }
    }

    /** Two nodes, a little of everything, both closed. */
    private static void cycle() throws Exception {
        PeerIdentity identity = Nodes.identity();
        QuicNode server = Nodes.start(identity, new Peers(stream -> new Seeder()));
        QuicNode client = Nodes.start(Nodes.identity(), Peers.echoing());
        PeerConnection connection =
                Nodes.await(client.connect(server.address(), identity.peerId()));
        Recorder whole = new Recorder();
        PeerStream first = Nodes.await(connection.openStream(whole, 3));
        Recorder cut = new Recorder();
        PeerStream second = Nodes.await(connection.openStream(cut, 3));
        for (int i = 0; i < 20; i++) {
            first.send(FrameType.SLICE_REQUEST, Seeder.request(SLICE_BYTES));
            second.send(FrameType.SLICE_REQUEST, Seeder.request(SLICE_BYTES));
        }
        first.finish();
        Nodes.eventually("a slice", () -> !cut.payloads.isEmpty());
        second.cancel(ErrorCode.CANCELLED);
        Nodes.await(whole.closed);
        Recorder held = new Recorder();
        PeerStream third = Nodes.await(connection.openStream(held, 3));
        third.pauseReading();
        third.send(FrameType.SLICE_REQUEST, Seeder.request(SLICE_BYTES));
        server.close();
        client.close();
        Nodes.await(held.closed);
    }

    private static long ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("sluice-quic"))
                .count();
    }

    private static long descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
