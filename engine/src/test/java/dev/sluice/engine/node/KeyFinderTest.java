package dev.sluice.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.engine.Samples;
import dev.sluice.streaming.content.CipherSuite;
import dev.sluice.streaming.content.ContentCore;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.content.Geometry;
import dev.sluice.streaming.content.HashSuite;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.content.Offer;
import dev.sluice.streaming.content.Terms;
import dev.sluice.streaming.grant.Delegation;
import dev.sluice.streaming.grant.Denied;
import dev.sluice.streaming.grant.GrantException;
import dev.sluice.streaming.grant.Serial;
import dev.sluice.streaming.proto.DelegationAnswer;
import dev.sluice.streaming.proto.Hello;
import dev.sluice.streaming.proto.SignedDelegation;
import dev.sluice.streaming.quic.NodeHandler;
import dev.sluice.streaming.quic.PeerConnection;
import dev.sluice.streaming.quic.PeerIdentity;
import dev.sluice.streaming.quic.PeerStream;
import dev.sluice.streaming.quic.QuicNode;
import dev.sluice.streaming.quic.StreamHandler;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerAddress;
import dev.sluice.streaming.text.PeerId;
import dev.sluice.streaming.wire.FrameType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** T25: over the network, a peer that shows a delegation which gives it no right is not paid. */
final class KeyFinderTest {
    private static final long NOW = 1_800_000_000L;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final CreatorKey CREATOR = CreatorKey.fromSeed(filled(2));
    private static final CreatorKey STRANGER = CreatorKey.fromSeed(filled(9));
    private static final Bytes PAYEE = account(7);
    private static final Manifest WORK = work(1);

    private static byte[] filled(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static Bytes account(int value) {
        return Bytes.of(Arrays.copyOf(filled(value), Terms.ACCOUNT_BYTES));
    }

    /** Its key service is elsewhere, so that whoever else sells must show a delegation. */
    private static Manifest work(int root) {
        PeerAddress service = new PeerAddress("127.0.0.1", 1, PeerId.of(filled(5)));
        return new Manifest(
                new ContentCore(
                        new Geometry(Samples.SLICE, Samples.SLICE),
                        CipherSuite.AES_256_GCM,
                        HashSuite.SHA_256,
                        Bytes.of(filled(root)),
                        CREATOR.publicKey()),
                new Offer(
                        "A film",
                        "video/mp4",
                        0,
                        List.of(),
                        new Terms(1, 0, PAYEE, List.of(), account(0), 31337, account(6)),
                        List.of(service),
                        1));
    }

    /** A peer that says hello and shows this paper, whoever asks for what. */
    private static final class Impostor implements NodeHandler, StreamHandler, AutoCloseable {
        private final PeerIdentity identity = PeerIdentity.generate(RANDOM);
        private final QuicNode quic;
        private volatile SignedDelegation paper = SignedDelegation.getDefaultInstance();

        Impostor() throws Exception {
            quic =
                    QuicNode.start(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            identity,
                            TransportSettings.defaults(),
                            this);
        }

        PeerId peer() {
            return PeerId.of(identity.peerId());
        }

        PeerAddress address() {
            return new PeerAddress("127.0.0.1", quic.address().getPort(), peer());
        }

        @Override
        public void onFrame(PeerStream stream, FrameType type, byte[] buffer, int length) {
            if (type == FrameType.HELLO)
                stream.send(type, Hello.newBuilder().setWireVersion(1).build().toByteArray());
            else
                stream.send(
                        FrameType.DELEGATION,
                        DelegationAnswer.newBuilder().setDelegation(paper).build().toByteArray());
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
        public void onConnected(PeerConnection connection) {}

        @Override
        public void onClosed(PeerConnection connection, String reason) {}

        @Override
        public void close() {
            quic.close();
        }
    }

    private static Delegation delegation(
            Manifest work, PeerId peer, Bytes payee, long from, long until) {
        return new Delegation(
                work.id(),
                peer,
                STRANGER.publicKey(),
                payee,
                List.of(),
                from,
                until,
                Serial.random(RANDOM));
    }

    @Test
    void onlyADelegationOfTheCreatorsToThatPeerGivesARight() throws Exception {
        try (Impostor peer = new Impostor();
                PeerLookup lookup =
                        PeerLookup.start(
                                PeerIdentity.generate(RANDOM), TransportSettings.defaults())) {
            KeyFinder finder = lookup.keys(WORK, ManifestCodec.sign(WORK, CREATOR), List.of(), NOW);
            PeerId self = peer.peer();
            Delegation good = delegation(WORK, self, account(8), NOW, NOW);
            peer.paper = good.sign(CREATOR);
            KeySource source = finder.named(peer.address());
            assertEquals(good, source.delegation());
            assertEquals(STRANGER.publicKey(), source.trust().seller());
            peer.paper = good.sign(STRANGER);
            denied(Denied.Kind.BAD_SIGNATURE, finder, peer);
            peer.paper = delegation(work(3), self, account(8), NOW, NOW).sign(CREATOR);
            denied(Denied.Kind.WRONG_CONTENT, finder, peer);
            peer.paper = delegation(WORK, PeerId.of(filled(4)), account(8), NOW, NOW).sign(CREATOR);
            denied(Denied.Kind.WRONG_PEER, finder, peer);
            peer.paper = delegation(WORK, self, PAYEE, NOW, NOW).sign(CREATOR);
            denied(Denied.Kind.SHARED_PAYEE, finder, peer);
            peer.paper = delegation(WORK, self, account(8), NOW + 1, NOW + 1).sign(CREATOR);
            denied(Denied.Kind.NOT_YET_VALID, finder, peer);
            peer.paper = delegation(WORK, self, account(8), 0, NOW - 1).sign(CREATOR);
            denied(Denied.Kind.EXPIRED, finder, peer);
        }
    }

    private static void denied(Denied.Kind kind, KeyFinder finder, Impostor peer) {
        GrantException why = assertThrows(GrantException.class, () -> finder.named(peer.address()));
        assertEquals(kind, why.why().kind());
    }
}
