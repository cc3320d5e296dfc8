package dev.sluice.engine.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.proto.Hello;
import dev.sluice.streaming.quic.NodeHandler;
import dev.sluice.streaming.quic.PeerConnection;
import dev.sluice.streaming.quic.PeerIdentity;
import dev.sluice.streaming.quic.PeerStream;
import dev.sluice.streaming.quic.QuicNode;
import dev.sluice.streaming.quic.StreamHandler;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.text.PeerAddress;
import dev.sluice.streaming.text.PeerId;
import dev.sluice.streaming.wire.ErrorCode;
import dev.sluice.streaming.wire.FrameType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PeerPoolTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final AtomicInteger connections = new AtomicInteger();
    private final PeerIdentity identity = PeerIdentity.generate(RANDOM);
    private final QuicNode peer = start(identity, new Greeter());
    private final QuicNode self = start(PeerIdentity.generate(RANDOM), new Greeter());
    private final PeerPool pool = new PeerPool(self);
    private final PeerAddress address =
            new PeerAddress("127.0.0.1", peer.address().getPort(), PeerId.of(identity.peerId()));

    private static QuicNode start(PeerIdentity identity, NodeHandler handler) {
        try {
            return QuicNode.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    identity,
                    TransportSettings.defaults(),
                    handler);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        pool.close();
        self.close();
        peer.close();
    }

    /** Answers a greeting, and nothing else in order. */
    private final class Greeter implements NodeHandler, StreamHandler {
        @Override
        public void onFrame(PeerStream stream, FrameType type, byte[] buffer, int length) {
            if (type == FrameType.HELLO)
                stream.send(type, Hello.newBuilder().setWireVersion(1).build().toByteArray());
            else stream.cancel(ErrorCode.INTERNAL);
        }

        @Override
        public void onFinished(PeerStream stream) {
            stream.finish();
        }

        @Override
        public void onClosed(PeerStream stream, @Nullable String error) {}

        @Override
        public StreamHandler onIncomingStream(PeerConnection connection, PeerStream stream) {
            return this;
        }

        @Override
        public void onConnected(PeerConnection connection) {
            if (!connection.isDialled()) connections.incrementAndGet();
        }

        @Override
        public void onClosed(PeerConnection connection, String reason) {}
    }

    @Test
    void aConnectionThatWasGivenBackIsUsedAgain() throws Exception {
        PeerClient first = pool.take(address);
        first.close();
        PeerClient second = pool.take(address);
        assertEquals(first, second);
        assertTrue(second.isOpen());
        assertEquals(1, connections.get());
    }

    @Test
    void twoAtOnceHaveTwoConnections() throws Exception {
        PeerClient first = pool.take(address);
        PeerClient second = pool.take(address);
        assertFalse(first.equals(second));
        assertEquals(2, connections.get());
    }

    @Test
    void aConnectionWithAStreamThatWasNotEndedIsNotForOthers() throws Exception {
        PeerClient first = pool.take(address);
        PeerStream left = first.openStream(new Greeter(), 1);
        PeerStream ended = first.openStream(new Greeter(), 1);
        first.end(ended);
        first.close();
        assertEquals(0, pool.idle());
        PeerClient second = pool.take(address);
        assertFalse(first.equals(second));
        second.end(second.openStream(new Greeter(), 1));
        second.close();
        assertEquals(second, pool.take(address));
        assertFalse(left.equals(ended));
    }

    @Test
    void aConnectionThatLeftAQuestionUnansweredIsNotForOthers() throws Exception {
        PeerClient first = pool.take(address);
        assertThrows(IOException.class, () -> first.manifest(ContentId.of(new byte[32])));
        first.close();
        assertFalse(first.equals(pool.take(address)));
        assertEquals(2, connections.get());
    }

    @Test
    void aConnectionThatWasDroppedIsNotForOthers() throws Exception {
        PeerClient first = pool.take(address);
        first.drop();
        first.close();
        assertEquals(0, pool.idle());
    }

    @Test
    void itKeepsTwoToOnePeer() throws Exception {
        assertEquals(PeerPool.MAX_IDLE_PER_PEER, keptOf(PeerPool.MAX_IDLE_PER_PEER + 1, pool));
    }

    @Test
    void itKeepsSoManyAndNoMore() throws Exception {
        try (PeerPool small = new PeerPool(self, 3, 8)) {
            assertEquals(3, keptOf(4, small));
        }
    }

    private int keptOf(int count, PeerPool of) throws Exception {
        PeerClient[] clients = new PeerClient[count];
        for (int i = 0; i < count; i++) clients[i] = of.take(address);
        for (PeerClient client : clients) client.close();
        return of.idle();
    }

    @Test
    void aClosedPoolKeepsNothing() throws Exception {
        PeerClient rests = pool.take(address);
        PeerClient used = pool.take(address);
        rests.close();
        assertEquals(1, pool.idle());
        pool.close();
        used.close();
        assertEquals(0, pool.idle());
    }
}
