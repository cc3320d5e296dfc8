package dev.sluice.streaming.quic;

import dev.sluice.streaming.wire.FrameType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Measures pipelined slices between two processes on loopback; a tool, not a test.
 *
 * <pre>
 *   RawThroughput serve                                  prints "port peerId" and serves until killed
 *   RawThroughput run [seconds] [KiB] [inFlight] [1350|16000] [best|nio]   starts a server and measures
 * </pre>
 */
final class RawThroughput {
    private static final long WARM_UP_NS = TimeUnit.SECONDS.toNanos(4);

    private RawThroughput() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("serve")) {
            serve(settings(args, 1));
        } else {
            run(args);
        }
    }

    private static void run(String[] args) throws Exception {
        int seconds = Integer.parseInt(argument(args, 1, "10"));
        int sliceBytes = Integer.parseInt(argument(args, 2, "256")) << 10;
        int inFlight = Integer.parseInt(argument(args, 3, "8"));
        TransportSettings settings = settings(args, 4);
        try (ServerProcess server =
                        ServerProcess.start(
                                RawThroughput.class,
                                "serve",
                                argument(args, 4, "1350"),
                                argument(args, 5, "best"));
                QuicNode client =
                        QuicNode.start(
                                Nodes.anyPort(), Nodes.identity(), settings, Peers.echoing())) {
            PeerConnection connection =
                    Nodes.await(client.connect(server.address(), server.peerId()));
            Reader reader = new Reader(sliceBytes, seconds, server.process.toHandle());
            PeerStream stream = Nodes.await(connection.openStream(reader, 1));
            for (int i = 0; i < inFlight; i++) {
                stream.send(FrameType.SLICE_REQUEST, Seeder.request(sliceBytes));
            }
            reader.done.await();
            System.out.printf(
                    "%.0f MB/s, CPU s/GB here %.2f there %.2f, %d KiB slices, %d in flight, %s, %s%n",
                    reader.megabytesPerSecond,
                    reader.cpuHere,
                    reader.cpuThere,
                    sliceBytes >> 10,
                    inFlight,
                    settings.datagrams(),
                    Transport.describe());
        }
    }

    private static void serve(TransportSettings settings) throws IOException, InterruptedException {
        PeerIdentity identity = Nodes.identity();
        QuicNode node =
                QuicNode.start(
                        Nodes.anyPort(), identity, settings, new Peers(stream -> new Source()));
        System.out.println(
                node.address().getPort() + " " + HexFormat.of().formatHex(identity.peerId()));
        Thread.sleep(Long.MAX_VALUE);
    }

    private static TransportSettings settings(String[] args, int from) {
        Nodes.watchNoBuffers();
        boolean jumbo = argument(args, from, "1350").equals("16000");
        Datagrams datagrams = jumbo ? Datagrams.loopback() : Datagrams.defaults();
        boolean nio = argument(args, from + 1, "best").equals("nio");
        return TransportSettings.defaults()
                .with(datagrams.with(nio ? Datagrams.Io.NIO : Datagrams.Io.BEST));
    }

    private static String argument(String[] args, int index, String otherwise) {
        return args.length > index ? args[index] : otherwise;
    }

    /** Answers each request with as many bytes from one buffer. */
    private static final class Source implements StreamHandler {
        private static final ByteBuffer BYTES = ByteBuffer.allocateDirect(1 << 20);

        @Override
        public void onFrame(PeerStream stream, FrameType type, byte[] buffer, int length) {
            int bytes = ByteBuffer.wrap(buffer, 0, length).getInt();
            stream.send(FrameType.SLICE, bytes, target -> target.put(BYTES.slice(0, bytes)));
        }

        @Override
        public void onFinished(PeerStream stream) {
            stream.finish();
        }

        @Override
        public void onClosed(PeerStream stream, @Nullable String error) {}
    }

    /** Asks for another slice for each that arrives. */
    private static final class Reader extends Recorder {
        private final CountDownLatch done = new CountDownLatch(1);
        private final ProcessHandle server;
        private final byte[] buffer;
        private final long measureNs;
        private final long beganNs = System.nanoTime();
        private long bytes;
        private long fromNs;
        private volatile double megabytesPerSecond;
        private volatile double cpuHere;
        private volatile double cpuThere;

        Reader(int sliceBytes, int seconds, ProcessHandle server) {
            this.server = server;
            buffer = new byte[sliceBytes];
            measureNs = TimeUnit.SECONDS.toNanos(seconds);
        }

        @Override
        public byte[] bufferFor(FrameType type, int payloadLength) {
            return buffer;
        }

        @Override
        public void onFrame(PeerStream stream, FrameType type, byte[] frame, int length) {
            long nowNs = System.nanoTime();
            if (done.getCount() == 0) {
                return;
            }
            if (fromNs == 0 && nowNs - beganNs > WARM_UP_NS) {
                fromNs = nowNs;
                bytes = 0;
                cpuHere = cpu(ProcessHandle.current());
                cpuThere = cpu(server);
            }
            bytes += length;
            if (fromNs != 0 && nowNs - fromNs > measureNs) {
                megabytesPerSecond = bytes * 1e3 / (nowNs - fromNs);
                cpuHere = (cpu(ProcessHandle.current()) - cpuHere) / (bytes / 1e9);
                cpuThere = (cpu(server) - cpuThere) / (bytes / 1e9);
                done.countDown();
                return;
            }
            stream.send(FrameType.SLICE_REQUEST, Seeder.request(length));
        }

        private static double cpu(ProcessHandle process) {
            return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
        }
    }

    /** A server in a process of its own, killed abruptly when closed. */
    static final class ServerProcess implements AutoCloseable {
        private final Process process;
        private final int port;
        private final byte[] peerId;

        private ServerProcess(Process process, String line) {
            String[] parts = line.split(" ", 2);
            this.process = process;
            this.port = Integer.parseInt(parts[0]);
            this.peerId = HexFormat.of().parseHex(parts[1]);
        }

        static ServerProcess start(Class<?> main, String... args) throws IOException {
            var command = new java.util.ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("-cp");
            command.add(System.getProperty("java.class.path"));
            command.add(main.getName());
            command.addAll(java.util.List.of(args));
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String line = process.inputReader().readLine();
            if (line == null) {
                throw new IOException("the server did not start");
            }
            return new ServerProcess(process, line);
        }

        InetSocketAddress address() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        }

        byte[] peerId() {
            return peerId.clone();
        }

        void kill() {
            process.destroyForcibly().onExit().join();
        }

        @Override
        public void close() {
            kill();
        }
    }
}
