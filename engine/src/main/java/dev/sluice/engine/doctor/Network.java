package dev.sluice.engine.doctor;

import dev.sluice.streaming.quic.NodeHandler;
import dev.sluice.streaming.quic.PeerConnection;
import dev.sluice.streaming.quic.PeerIdentity;
import dev.sluice.streaming.quic.PeerStream;
import dev.sluice.streaming.quic.QuicNode;
import dev.sluice.streaming.quic.StreamHandler;
import dev.sluice.streaming.quic.Transport;
import dev.sluice.streaming.quic.TransportSettings;
import dev.sluice.streaming.wire.FrameType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The transport: what it runs on, and two nodes of this process that really talk. Stateless. */
final class Network {
    private static final int FRAME_BYTES = 1 << 18;
    private static final int FRAMES = 256;
    private static final long PATIENCE_SECONDS = 10;

    private Network() {}

    static Finding transport() {
        String found = Transport.describe();
        if (!QuicNode.loads())
            return Finding.broken(
                    "transport", found, "QUIC's native library is built for Linux on x86-64");
        return Transport.isBest()
                ? Finding.ok("transport", found)
                : Finding.slow(
                        "transport",
                        found,
                        "it works at about a sixth of the speed; use a Linux of 5.0 or newer");
    }

    /** The kernel gives no socket more than its own limit, whatever is asked. */
    static Finding buffers() {
        long asked = TransportSettings.defaults().datagrams().socketBufferBytes();
        long most = Math.min(kernel("rmem_max", asked), kernel("wmem_max", asked));
        String found =
                String.format(
                        Locale.ROOT,
                        "sockets want %,d KiB, the kernel allows %,d KiB",
                        asked >> 10,
                        most >> 10);
        return most >= asked
                ? Finding.ok("buffers", found)
                : Finding.slow(
                        "buffers",
                        found,
                        "as root: sysctl -w net.core.rmem_max=%d net.core.wmem_max=%d"
                                .formatted(asked, asked));
    }

    /** Read in one piece: these files give their first bytes, and then nothing more. */
    private static long kernel(String name, long unknown) {
        Path file = Path.of("/proc/sys/net/core", name);
        try {
            return Long.parseLong(Files.readAllLines(file).getFirst());
        } catch (IOException | NumberFormatException | NoSuchElementException e) {
            return unknown;
        }
    }

    /** 64 MiB from one node to another over this machine's loopback, encrypted. */
    static Finding loopback() {
        SecureRandom random = new SecureRandom();
        PeerIdentity identity = PeerIdentity.generate(random);
        Counter counter = new Counter();
        long startNs = System.nanoTime();
        try (QuicNode server = node(identity, counter);
                QuicNode client = node(PeerIdentity.generate(random), counter)) {
            PeerConnection connection = await(client.connect(server.address(), identity.peerId()));
            PeerStream stream = await(connection.openStream(counter, 0));
            long connectedNs = System.nanoTime();
            counter.sendOn(stream);
            await(counter.done);
            double seconds = (System.nanoTime() - connectedNs) / 1e9;
            return Finding.ok(
                    "loopback",
                    String.format(
                            Locale.ROOT,
                            "connected after %d ms, then %.0f MB/s over QUIC with %d-byte packets",
                            (connectedNs - startNs) / 1_000_000,
                            (double) FRAMES * FRAME_BYTES / 1e6 / seconds,
                            TransportSettings.defaults().datagrams().payloadBytes()));
        } catch (IOException | ExecutionException | TimeoutException e) {
            return Finding.broken(
                    "loopback",
                    "two nodes of this process do not reach each other: " + e,
                    "look whether a firewall drops UDP on the loopback interface");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.broken("loopback", "interrupted", "run it again");
        }
    }

    private static QuicNode node(PeerIdentity identity, NodeHandler handler) throws IOException {
        return QuicNode.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                identity,
                TransportSettings.defaults(),
                handler);
    }

    private static <T> T await(CompletableFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Sends frames as the stream drains, and counts them where they arrive. */
    private static final class Counter implements NodeHandler, StreamHandler {
        private final CompletableFuture<Boolean> done = new CompletableFuture<>();
        private final byte[] frame = new byte[FRAME_BYTES];
        private int sent;
        private int received;

        void sendOn(PeerStream stream) {
            stream.execute(() -> send(stream));
        }

        private void send(PeerStream stream) {
            while (sent < FRAMES && stream.pendingBytes() < (4 << 20)) {
                stream.send(FrameType.SLICE, frame);
                sent++;
            }
        }

        @Override
        public StreamHandler onIncomingStream(PeerConnection connection, PeerStream stream) {
            return this;
        }

        @Override
        public void onFrame(PeerStream stream, FrameType type, byte[] buffer, int length) {
            if (++received == FRAMES) done.complete(true);
        }

        @Override
        public void onDrained(PeerStream stream) {
            send(stream);
        }

        @Override
        public void onConnected(PeerConnection connection) {}

        @Override
        public void onFinished(PeerStream stream) {}

        @Override
        public void onClosed(PeerConnection connection, String reason) {
            done.completeExceptionally(new IOException(reason));
        }

        @Override
        public void onClosed(PeerStream stream, @Nullable String error) {}
    }
}
