package dev.sluice.bench.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A UDP relay on loopback that stands before a node: all of the node's datagrams share one {@link
 * Link} up and one down.
 *
 * <p>One thread of its own moves them; it wakes each millisecond while any is under way, so that is
 * how late one may be. What others may call, any thread may.
 */
public final class Relay implements AutoCloseable {
    private static final int SOCKET_BUFFER_BYTES = 4 << 20;
    private static final int MAX_DATAGRAM_BYTES = 65_535;
    private static final long NS_PER_MS = 1_000_000;
    private static final Link.Terms CLEAR = new Link.Terms(Long.MAX_VALUE, 0, 0, Long.MAX_VALUE);

    private final InetSocketAddress node;
    private final Selector selector = Selector.open();
    private final DatagramChannel front;
    private final Way toNode;
    private final Way toClients;
    private final Map<SocketAddress, Flow> flows = new HashMap<>();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
    private final Thread thread;
    private volatile long @Nullable [] silence;
    private final LongAdder deliveredBytes = new LongAdder();
    private volatile long stallsAtBytes = Long.MAX_VALUE;
    private volatile boolean closed;

    /** One direction: what is under way, in the order in which it arrives. */
    private record Way(Link link, ArrayDeque<Packet> packets) {
        Way(Link link) {
            this(link, new ArrayDeque<>());
        }
    }

    private record Packet(long dueNs, Flow flow, ByteBuffer bytes) {}

    /** A client's own socket towards the node, so that the node tells clients apart. */
    private record Flow(SocketAddress client, DatagramChannel back) {}

    /** One that neither delays nor loses anything. */
    public Relay(InetSocketAddress node) throws IOException {
        this(node, CLEAR, 0);
    }

    Relay(InetSocketAddress node, Link.Terms terms, long seed) throws IOException {
        this.node = node;
        this.toNode = new Way(new Link(terms, seed));
        this.toClients = new Way(new Link(terms, ~seed));
        this.front = open();
        front.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        front.register(selector, SelectionKey.OP_READ);
        this.thread = Thread.ofPlatform().daemon().name("relay").start(this::run);
    }

    private static DatagramChannel open() throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
        return channel;
    }

    /** Where clients send. */
    public InetSocketAddress address() throws IOException {
        return (InetSocketAddress) front.getLocalAddress();
    }

    /** Nothing arrives for so long, from now on, in either direction. */
    void silence(long forNs) {
        long nowNs = System.nanoTime();
        silence = new long[] {nowNs, nowNs + forNs};
        selector.wakeup();
    }

    /**
     * Once so many more bytes have reached clients, no more do until {@link #release}; none is
     * lost, and what clients send goes on.
     */
    public void stallAfter(long bytes) {
        stallsAtBytes = deliveredBytes() + bytes;
    }

    /** What was held back arrives, in order. */
    public void release() {
        stallsAtBytes = Long.MAX_VALUE;
        selector.wakeup();
    }

    /** All that may reach clients before it is released has done so. */
    public boolean isStalled() {
        return deliveredBytes() >= stallsAtBytes;
    }

    /** UDP payload that reached clients. */
    long deliveredBytes() {
        return deliveredBytes.sum();
    }

    private void run() {
        try {
            while (!closed) {
                long waitMs = waitMs();
                if (waitMs < 0) selector.select();
                else if (waitMs == 0) selector.selectNow();
                else selector.select(waitMs);
                turn();
            }
        } catch (IOException e) {
            if (!closed) throw new UncheckedIOException(e);
        }
    }

    /** Until the next packet is due; negative when none is under way. */
    private long waitMs() {
        Packet up = toNode.packets().peek();
        Packet down = isStalled() ? null : toClients.packets().peek();
        if (up == null && down == null) return -1;
        long dueNs =
                Math.min(
                        up == null ? Long.MAX_VALUE : up.dueNs(),
                        down == null ? Long.MAX_VALUE : down.dueNs());
        long leftNs = dueNs - System.nanoTime();
        return leftNs <= 0 ? 0 : Math.ceilDiv(leftNs, NS_PER_MS);
    }

    private void turn() throws IOException {
        long[] silent = silence;
        if (silent != null) {
            toNode.link().silence(silent[0], silent[1]);
            toClients.link().silence(silent[0], silent[1]);
        }
        List<SelectionKey> keys = new ArrayList<>(selector.selectedKeys());
        selector.selectedKeys().clear();
        for (SelectionKey key : keys)
            if (key.attachment() instanceof Flow flow) readBack(flow);
            else readFront();
        long nowNs = System.nanoTime();
        for (Packet p = due(toNode, nowNs); p != null; p = due(toNode, nowNs)) toNode(p);
        for (Packet p = dueDown(nowNs); p != null; p = dueDown(nowNs)) toClient(p);
    }

    private @Nullable Packet dueDown(long nowNs) {
        return isStalled() ? null : due(toClients, nowNs);
    }

    private static @Nullable Packet due(Way way, long nowNs) {
        Packet first = way.packets().peek();
        return first == null || first.dueNs() > nowNs ? null : way.packets().poll();
    }

    private void readFront() throws IOException {
        for (SocketAddress from = receive(); from != null; from = receive())
            under(toNode, flow(from));
    }

    private @Nullable SocketAddress receive() throws IOException {
        return front.receive(scratch.clear());
    }

    private Flow flow(SocketAddress client) throws IOException {
        Flow known = flows.get(client);
        if (known != null) return known;
        DatagramChannel back = open();
        back.connect(node);
        Flow flow = new Flow(client, back);
        back.register(selector, SelectionKey.OP_READ, flow);
        flows.put(client, flow);
        return flow;
    }

    private void readBack(Flow flow) throws IOException {
        try {
            while (flow.back().read(scratch.clear()) > 0) under(toClients, flow);
        } catch (PortUnreachableException e) {
            // the node was killed: whatever is sent to it vanishes
        }
    }

    private void under(Way way, Flow flow) {
        scratch.flip();
        OptionalLong arrivalNs = way.link().on(scratch.remaining(), System.nanoTime());
        if (arrivalNs.isEmpty()) return;
        ByteBuffer bytes = ByteBuffer.allocate(scratch.remaining()).put(scratch).flip();
        way.packets().add(new Packet(arrivalNs.getAsLong(), flow, bytes));
    }

    private static void toNode(Packet packet) throws IOException {
        try {
            packet.flow().back().write(packet.bytes());
        } catch (PortUnreachableException e) {
            // as above
        }
    }

    private void toClient(Packet packet) throws IOException {
        deliveredBytes.add(packet.bytes().remaining());
        front.send(packet.bytes(), packet.flow().client());
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Flow flow : flows.values()) flow.back().close();
        front.close();
        selector.close();
    }
}
