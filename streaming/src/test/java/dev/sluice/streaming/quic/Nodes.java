package dev.sluice.streaming.quic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Nodes on loopback, and waiting for what they do. */
final class Nodes {
    static {
        Leaks.watch();
    }

    private Nodes() {}

    static void watchBuffersLess() {
        Leaks.watchLess();
    }

    static void watchNoBuffers() {
        Leaks.watchNothing();
    }

    static PeerIdentity identity() {
        return PeerIdentity.generate(new SecureRandom());
    }

    static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Short timeouts, so that tests of them are short. */
    static TransportSettings settings() {
        return TransportSettings.defaults().with(new Timeouts(2_000, 2_000, 2_000, 1_000, 10_000));
    }

    static QuicNode start(PeerIdentity identity, NodeHandler handler) throws IOException {
        return start(identity, settings(), handler);
    }

    static QuicNode start(PeerIdentity identity, TransportSettings settings, NodeHandler handler)
            throws IOException {
        return QuicNode.start(anyPort(), identity, settings, handler);
    }

    static <T> T await(CompletableFuture<T> future)
            throws InterruptedException, ExecutionException {
        try {
            return future.get(15, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing happened within 15 s", e);
        }
    }

    /** The cause with which a future fails. */
    static Throwable failure(CompletableFuture<?> future) throws InterruptedException {
        try {
            Object value = await(future);
            throw new AssertionError("expected a failure, got " + value);
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        }
    }

    static void eventually(String what, BooleanSupplier condition) throws InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadlineNs) {
                throw new AssertionError("not within 15 s: " + what);
            }
            Thread.sleep(5);
        }
    }
}
