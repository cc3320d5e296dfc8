package dev.sluice.streaming.quic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

final class TransportSettingsTest {
    @Test
    void segmentsThatExceedOneUdpDatagramCannotExist() {
        assertTrue(48 * 1_350 <= Datagrams.MAX_UDP_PAYLOAD_BYTES);
        refused(() -> datagrams(1_350, 49));
        refused(() -> datagrams(16_000, 5));
        refused(() -> datagrams(1_199, 1));
    }

    private static Datagrams datagrams(int payloadBytes, int segments) {
        return new Datagrams(
                payloadBytes, segments, 1 << 20, Datagrams.Io.BEST, Datagrams.Congestion.BY_LOSS);
    }

    @Test
    void aStreamWindowAsLargeAsTheConnectionsCannotExist() {
        refused(() -> new Windows(1 << 20, 1 << 20, 16));
        assertEquals(16, new Windows((1 << 20) + 1, 1 << 20, 16).streams());
    }

    @Test
    void aQueueTooShortForOneSliceCannotExist() {
        refused(() -> new Limits(1, 1, 1 << 20, 1));
    }

    @Test
    void theDefaultsNameTheirFigures() {
        TransportSettings settings = TransportSettings.defaults();
        assertEquals(1_350, settings.datagrams().payloadBytes());
        assertEquals(Datagrams.Congestion.BY_LOSS, settings.datagrams().congestion());
        assertEquals(8_000, settings.timeouts().idleMs());
        assertEquals(5_000, settings.timeouts().handshakeMs());
        assertTrue(Transport.describe().contains("quic ready"), Transport.describe());
    }

    @Test
    void connectionsAreCountedInAllAndByAddress() throws UnknownHostException {
        ConnectionCounts counts = new ConnectionCounts(new Limits(5, 2, 8 << 20, 10));
        assertTrue(counts.enter(v4(1)));
        assertTrue(counts.enter(v4(1)));
        assertFalse(counts.enter(v4(1)));
        assertTrue(counts.enter(v6(1)));
        assertTrue(counts.enter(v6(2)), "one /64 counts as one address");
        assertFalse(counts.enter(v6(3)));
        counts.leave(v4(1));
        assertTrue(counts.enter(v4(1)));
        assertTrue(counts.enter(v4(2)));
        assertFalse(counts.enter(v4(3)), "five in all");
        assertEquals(5, counts.total());
    }

    private static InetAddress v4(int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }

    private static InetAddress v6(int last) throws UnknownHostException {
        byte[] address = new byte[16];
        address[0] = 0x20;
        address[15] = (byte) last;
        return InetAddress.getByAddress(address);
    }

    private static void refused(Runnable settings) {
        assertThrows(IllegalArgumentException.class, settings::run);
    }
}
