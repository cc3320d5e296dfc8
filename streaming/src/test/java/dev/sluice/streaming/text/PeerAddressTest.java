package dev.sluice.streaming.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PeerAddressTest {
    private static final PeerId PEER = PeerId.of(sevens());

    @Test
    void aPeerIdHas52CharactersAndReadsBack() {
        assertEquals(52, PEER.toString().length());
        assertEquals(PEER, PeerId.parse(PEER.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "../../etc/passwd"})
    void refusesWhatIsNoPeerId(String text) {
        assertThrows(IllegalArgumentException.class, () -> PeerId.parse(text));
    }

    @Test
    void readsBackAnIpv4Address() {
        String text = "/ip4/127.0.0.1/udp/4001/quic/p2p/" + PEER;
        PeerAddress address = PeerAddress.parse(text);
        assertEquals(new PeerAddress("127.0.0.1", 4001, PEER), address);
        assertEquals(text, address.toString());
        assertEquals(4001, address.toSocketAddress().getPort());
        assertTrue(!address.toSocketAddress().isUnresolved());
    }

    @ParameterizedTest
    @CsvSource({
        "0:0:0:0:0:0:0:1,::1",
        "0:0:0:0:0:0:0:0,::",
        "2001:DB8:0:0:1:0:0:1,2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
        "fe80::,fe80::"
    })
    void writesIpv6AsRfc5952Does(String given, String canonical) {
        PeerAddress address = PeerAddress.parse("/ip6/" + given + "/udp/1/quic/p2p/" + PEER);
        assertEquals("/ip6/" + canonical + "/udp/1/quic/p2p/" + PEER, address.toString());
        assertEquals(address, PeerAddress.parse(address.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ip4/localhost/udp/1/quic/p2p/",
                "/ip4/127.1/udp/1/quic/p2p/",
                "/ip4/127.0.0.01/udp/1/quic/p2p/",
                "/ip4/::1/udp/1/quic/p2p/",
                "/ip6/127.0.0.1/udp/1/quic/p2p/",
                "/ip6/::ffff:127.0.0.1/udp/1/quic/p2p/",
                "/ip6/fe80::1%eth0/udp/1/quic/p2p/",
                "/ip4/127.0.0.1/udp/0/quic/p2p/",
                "/ip4/127.0.0.1/udp/65536/quic/p2p/",
                "/ip4/127.0.0.1/udp/+1/quic/p2p/",
                "/ip4/127.0.0.1/tcp/1/quic/p2p/",
                "/ip4/127.0.0.1/udp/1/p2p/",
                "ip4/127.0.0.1/udp/1/quic/p2p/",
                "/ip4/127.0.0.1/udp/1/quic/p2p//",
            })
    void refusesNamesScopesAndSecondSpellings(String prefix) {
        assertThrows(IllegalArgumentException.class, () -> PeerAddress.parse(prefix + PEER));
    }

    private static byte[] sevens() {
        byte[] bytes = new byte[PeerId.BYTES];
        Arrays.fill(bytes, (byte) 7);
        return bytes;
    }
}
