package dev.sluice.engine.gateway;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.streaming.content.ContentId;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves works over HTTP to players on this machine: {@code /stream/{content}}.
 *
 * <p>Each request runs on a virtual thread and blocks on its socket and on slices. One work is
 * played at a time, by one playback for all its readers; the first begins it, and it ends a while
 * after the last, or when another work is wanted.
 */
public final class Gateway implements AutoCloseable {
    static final String STREAM = "/stream/";
    private static final int BACKLOG = 64;
    private static final long LOOK_MS = 500;
    private static final long STOP_SECONDS = 8;

    private final Library library;
    private final String token;
    private final HttpServer server;
    private final ExecutorService requests =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("gateway-look").factory());
    private final Object lock = new Object();
    private @Nullable Current current;
    private boolean closed;

    /** The work that is played. */
    private record Current(ContentId content, CompletableFuture<SharedPlayback> playback) {}

    private Gateway(Library library, String token, HttpServer server) {
        this.library = library;
        this.token = token;
        this.server = server;
    }

    /**
     * Listens on the loopback address.
     *
     * @param port 0 for any that is free
     * @param token without it nothing is answered
     */
    public static Gateway start(Library library, int port, String token) throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(Inet4Address.ofLiteral("127.0.0.1"), port);
        HttpServer server = HttpServer.create(address, BACKLOG);
        Gateway gateway = new Gateway(library, token, server);
        gateway.run();
        return gateway;
    }

    private void run() {
        server.setExecutor(requests);
        server.createContext(
                "/",
                new StreamRoute(this, library, new Access(token, server.getAddress().getPort())));
        server.start();
        var _ = looks.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** What a player is given; it holds the token. */
    public URI uri(ContentId content) {
        return URI.create("http://127.0.0.1:" + port() + STREAM + content + "?token=" + token);
    }

    /** The playlist of a work with segments; it holds the token. */
    public URI playlist(ContentId content) {
        return URI.create(
                "http://127.0.0.1:%d%s%s.%s?token=%s"
                        .formatted(port(), STREAM, content, HlsPlaylist.ENDING, token));
    }

    String token() {
        return token;
    }

    /** A reader of these slices, in the work's playback; begins one where there is none. */
    Reader open(Work work, long first, long end) throws PlayException, InterruptedException {
        while (true) {
            Reader reader = playback(work).open(first, end);
            if (reader != null) return reader;
            awaitEnd(STOP_SECONDS);
        }
    }

    private SharedPlayback playback(Work work) throws PlayException, InterruptedException {
        while (true) {
            Current mine = new Current(work.id(), new CompletableFuture<>());
            Current known;
            synchronized (lock) {
                if (closed) throw PlayException.later("the gateway is stopping");
                known = current;
                if (known == null) current = mine;
            }
            if (known == null) begin(work, mine.playback());
            Current one = known == null ? mine : known;
            SharedPlayback playback = await(one.playback());
            if (one.content().equals(work.id())) return playback;
            makeRoom(playback);
        }
    }

    /** Channels pay for one work at a time, so that no key is bought on two of them. */
    private void makeRoom(SharedPlayback other) throws PlayException, InterruptedException {
        if (!other.stopUnlessRead())
            throw PlayException.later("another work is being read: one at a time is paid for");
        awaitEnd(STOP_SECONDS);
    }

    private static SharedPlayback await(CompletableFuture<SharedPlayback> playback)
            throws PlayException {
        try {
            return playback.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof PlayException why) throw why;
            throw e;
        }
    }

    private void begin(Work work, CompletableFuture<SharedPlayback> promise) {
        SharedPlayback playback =
                new SharedPlayback(work.geometry().sliceBytes(), System::nanoTime);
        try {
            playback.start(work, this::forget);
            promise.complete(playback);
        } catch (PlayException | RuntimeException e) {
            forget();
            promise.completeExceptionally(e);
        }
    }

    private void forget() {
        synchronized (lock) {
            current = null;
            lock.notifyAll();
        }
    }

    private @Nullable SharedPlayback begun() {
        synchronized (lock) {
            Current known = current;
            if (known == null || known.playback().isCompletedExceptionally()) return null;
            return known.playback().getNow(null);
        }
    }

    private void look() {
        SharedPlayback playback = begun();
        if (playback != null) playback.look();
    }

    /** Ends the playback, and waits until it has paid, but not for long. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
        looks.shutdownNow();
        SharedPlayback playback = begun();
        if (playback != null) playback.stop();
        try {
            awaitEnd(STOP_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
        requests.shutdownNow();
    }

    private void awaitEnd(long seconds) throws InterruptedException {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        synchronized (lock) {
            for (long leftNs = endNs - System.nanoTime();
                    leftNs > 0 && current != null;
                    leftNs = endNs - System.nanoTime())
                TimeUnit.NANOSECONDS.timedWait(lock, leftNs);
        }
    }
}
