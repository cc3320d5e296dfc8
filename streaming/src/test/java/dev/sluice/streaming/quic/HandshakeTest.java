package dev.sluice.streaming.quic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.incubator.codec.quic.QuicSslContextBuilder;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class HandshakeTest {
    private final PeerIdentity identity = Nodes.identity();
    private final PeerIdentity dialler = Nodes.identity();
    private final Peers peers = Peers.echoing();

    @Test
    void bothSidesLearnEachOther() throws Exception {
        try (QuicNode server = Nodes.start(identity, peers);
                QuicNode client = Nodes.start(dialler, Peers.echoing())) {
            PeerConnection connection =
                    Nodes.await(client.connect(server.address(), identity.peerId()));
            assertArrayEquals(identity.peerId(), connection.peerId());
            assertTrue(connection.isDialled());
            assertEquals(server.address(), connection.remote());
            Nodes.eventually("the server knows", () -> !peers.connected.isEmpty());
            PeerConnection accepted = peers.connected.element();
            assertArrayEquals(dialler.peerId(), accepted.peerId());
            assertFalse(accepted.isDialled());
            accepted.attach("state");
            assertEquals("state", accepted.attachment());
        }
    }

    /** Each sample is shorter than all that it was part of; without one it would be 333 ms. */
    @Test
    void theRoundTripIsKnownFromTheHandshakeOnAndNoMoreAfterTheEnd() throws Exception {
        try (QuicNode server = Nodes.start(identity, peers);
                QuicNode client = Nodes.start(dialler, Peers.echoing())) {
            long startNs = System.nanoTime();
            PeerConnection connection =
                    Nodes.await(client.connect(server.address(), identity.peerId()));
            long roundTripNs = Nodes.await(connection.roundTripNs());
            assertTrue(
                    roundTripNs > 0 && roundTripNs < System.nanoTime() - startNs,
                    roundTripNs + " ns");
            connection.close("done");
            Nodes.eventually(
                    "it is gone", () -> connection.roundTripNs().isCompletedExceptionally());
        }
    }

    @Test
    void anotherPeerThanTheDialledOneIsRefused() throws Exception {
        PeerIdentity expected = Nodes.identity();
        try (QuicNode server = Nodes.start(identity, peers);
                QuicNode client = Nodes.start(dialler, Peers.echoing())) {
            var wrong =
                    assertInstanceOf(
                            DialException.WrongPeer.class,
                            Nodes.failure(client.connect(server.address(), expected.peerId())));
            assertArrayEquals(expected.peerId(), wrong.expected());
            assertArrayEquals(identity.peerId(), wrong.actual());
            Nodes.await(client.connect(server.address(), identity.peerId()));
            Nodes.eventually("only that one", () -> peers.connected.size() == 1);
        }
    }

    @Test
    void nobodyAtTheAddressIsATimeout() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                QuicNode client = Nodes.start(dialler, Peers.echoing())) {
            InetSocketAddress address = (InetSocketAddress) silent.getLocalSocketAddress();
            assertInstanceOf(
                    DialException.TimedOut.class,
                    Nodes.failure(client.connect(address, identity.peerId())));
        }
    }

    @Test
    void moreConnectionsThanAllowedAreRefusedAndPlacesComeBack() throws Exception {
        // the five dials take 2.5 s or more, in which no place may come back by a timeout
        TransportSettings settings =
                TransportSettings.defaults()
                        .with(new Timeouts(5_000, 60_000, 60_000, 1_000, 10_000))
                        .with(new Limits(8, 2, 8 << 20, 1_024));
        try (QuicNode server = Nodes.start(identity, settings, peers);
                QuicNode client = Nodes.start(dialler, settings, Peers.echoing())) {
            PeerConnection first = Nodes.await(client.connect(server.address(), identity.peerId()));
            Nodes.await(client.connect(server.address(), identity.peerId()));
            for (int i = 0; i < 5; i++) {
                assertEquals("refused", outcome(client, server));
            }
            assertEquals(2, peers.connected.size());
            first.close("done");
            Nodes.await(peers.closed);
            assertEquals("connected", outcome(client, server));
        }
    }

    /** What becomes of a dial that may be refused at once or just after it succeeded. */
    private String outcome(QuicNode client, QuicNode server) {
        return client.connect(server.address(), identity.peerId())
                .thenApplyAsync(HandshakeTest::soonAfter)
                .exceptionally(failure -> "refused")
                .join();
    }

    private static String soonAfter(PeerConnection connection) {
        CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS))
                .join();
        return connection.isOpen() ? "connected" : "refused";
    }

    @Test
    void aClientWithoutACertificateIsRefused() throws Exception {
        refusesRaw(
                QuicSslContextBuilder.forClient()
                        .trustManager(new PeerTrustAll())
                        .applicationProtocols(Tls.PROTOCOL));
    }

    @Test
    void anotherApplicationProtocolIsRefused() throws Exception {
        refusesRaw(
                QuicSslContextBuilder.forClient()
                        .keyManager(dialler.key(), null, dialler.certificate())
                        .trustManager(new PeerTrustAll())
                        .applicationProtocols("other/1"));
    }

    @Test
    void theRawClientOfTheseTestsIsAcceptedWhenItBehaves() throws Exception {
        try (QuicNode server = Nodes.start(identity, peers)) {
            var good =
                    QuicSslContextBuilder.forClient()
                            .keyManager(dialler.key(), null, dialler.certificate())
                            .trustManager(new PeerTrustAll())
                            .applicationProtocols(Tls.PROTOCOL);
            assertTrue(RawClient.staysConnected(server.address(), good.build()));
            Nodes.eventually("only that one", () -> peers.connected.size() == 1);
        }
    }

    @Test
    void aClosedNodeDialsNobody() throws Exception {
        QuicNode client = Nodes.start(dialler, Peers.echoing());
        client.close();
        assertInstanceOf(
                DialException.NodeClosed.class,
                Nodes.failure(client.connect(client.address(), identity.peerId())));
    }

    private void refusesRaw(QuicSslContextBuilder tls) throws Exception {
        try (QuicNode server = Nodes.start(identity, peers)) {
            assertFalse(RawClient.staysConnected(server.address(), tls.build()));
            assertEquals(0, peers.connected.size());
        }
    }
}
