package dev.sluice.streaming.quic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.wire.FrameType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class EchoTest {
    private static final int[] SIZES = {
        0, 1, 2, 100, 1_200, 1_350, 4_096, 65_535, 65_536, 131_072, 300_000, 1_048_592, 1_114_128
    };

    @BeforeAll
    static void moveMuch() {
        Nodes.watchBuffersLess();
    }

    @AfterAll
    static void watchAgain() {
        Leaks.watchAll();
    }

    @ParameterizedTest
    @EnumSource(Datagrams.Io.class)
    void framesOfManySizesComeBackAsTheyWent(Datagrams.Io io) throws Exception {
        TransportSettings settings = Nodes.settings().with(Datagrams.defaults().with(io));
        echoes(settings);
    }

    @Test
    void framesComeBackOverLoopbackSizedDatagrams() throws Exception {
        echoes(Nodes.settings().with(Datagrams.loopback()));
    }

    @Test
    void aThousandPipelinedSlicesArriveWholeAndInOrder() throws Exception {
        int slices = 1_000;
        int bytes = 128 * 1024 + 16;
        PeerIdentity identity = Nodes.identity();
        try (QuicNode server = Nodes.start(identity, new Peers(stream -> new Seeder()));
                QuicNode client = Nodes.start(Nodes.identity(), Peers.echoing())) {
            CheckingReader reader = new CheckingReader(bytes);
            PeerConnection connection =
                    Nodes.await(client.connect(server.address(), identity.peerId()));
            PeerStream stream = Nodes.await(connection.openStream(reader, 1));
            for (int i = 0; i < slices; i++) {
                stream.send(FrameType.SLICE_REQUEST, Seeder.request(bytes));
            }
            stream.finish();
            assertEquals("", Nodes.await(reader.closed));
            assertEquals(slices, reader.slices);
            assertEquals(0, reader.wrong);
        }
    }

    @Test
    void streamsOfOneConnectionDoNotMix() throws Exception {
        PeerIdentity identity = Nodes.identity();
        try (QuicNode server = Nodes.start(identity, Peers.echoing());
                QuicNode client = Nodes.start(Nodes.identity(), Peers.echoing())) {
            PeerConnection connection =
                    Nodes.await(client.connect(server.address(), identity.peerId()));
            List<Recorder> recorders = new ArrayList<>();
            List<PeerStream> streams = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                recorders.add(new Recorder());
                streams.add(Nodes.await(connection.openStream(recorders.get(i), i % 8)));
            }
            for (int round = 0; round < 50; round++) {
                for (int i = 0; i < 16; i++) {
                    streams.get(i).send(FrameType.MANIFEST, payload(i * 1_000L + round, 9_000));
                }
            }
            streams.forEach(PeerStream::finish);
            for (int i = 0; i < 16; i++) {
                assertEquals("", Nodes.await(recorders.get(i).closed));
                int round = 0;
                for (byte[] arrived : recorders.get(i).payloads) {
                    assertArrayEquals(payload(i * 1_000L + round++, 9_000), arrived);
                }
                assertEquals(50, round);
            }
        }
    }

    private static void echoes(TransportSettings settings) throws Exception {
        PeerIdentity identity = Nodes.identity();
        try (QuicNode server = Nodes.start(identity, settings, Peers.echoing());
                QuicNode client = Nodes.start(Nodes.identity(), settings, Peers.echoing())) {
            Recorder recorder = new Recorder();
            PeerConnection connection =
                    Nodes.await(client.connect(server.address(), identity.peerId()));
            PeerStream stream = Nodes.await(connection.openStream(recorder, 3));
            for (int size : SIZES) {
                stream.send(FrameType.SLICE, payload(size, size));
            }
            stream.finish();
            assertEquals("", Nodes.await(recorder.closed));
            assertEquals(SIZES.length, recorder.payloads.size());
            for (int size : SIZES) {
                assertArrayEquals(payload(size, size), recorder.payloads.remove());
            }
            assertTrue(recorder.finished.isDone());
        }
    }

    private static byte[] payload(long seed, int bytes) {
        byte[] payload = new byte[bytes];
        new Random(seed).nextBytes(payload);
        return payload;
    }

    /** Checks slices as they arrive, in one array. */
    private static final class CheckingReader extends Recorder {
        private final byte[] buffer;
        private volatile int slices;
        private volatile int wrong;

        CheckingReader(int bytes) {
            buffer = new byte[bytes];
        }

        @Override
        public byte[] bufferFor(FrameType type, int payloadLength) {
            return buffer;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // only its event loop writes
        public void onFrame(PeerStream stream, FrameType type, byte[] bytes, int length) {
            byte mark = (byte) slices++;
            for (int i = 0; i < length; i++) {
                if (bytes[i] != mark) {
                    wrong++;
                    return;
                }
            }
        }
    }
}
