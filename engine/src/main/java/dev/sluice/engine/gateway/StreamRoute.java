package dev.sluice.engine.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.Geometry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET} and {@code HEAD} of {@code /stream/{content}}: conditions and ranges as RFC 9110
 * says; and of its playlist, {@code /stream/{content}.m3u8}.
 *
 * <p>The header is sent when the first slice is here, so that what cannot be paid or found is said
 * with a status. What fails later cuts the answer off, and the client sees that it is short.
 */
final class StreamRoute implements HttpHandler {
    /** Each holds a slice. */
    static final int MAX_READERS = 16;

    /** A browser may show the work by itself, and run nothing. */
    private static final String POLICY =
            "sandbox; default-src 'none'; media-src 'self'; img-src 'self'; style-src 'unsafe-inline'";

    /** Of the playlist, and of the work where a player goes by the ending. */
    private static final Set<String> ENDINGS = Set.of("", HlsPlaylist.ENDING, "mp4", "ts");

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_MODIFIED = 304;

    private final Gateway gateway;
    private final Library library;
    private final Access access;
    private final Semaphore places = new Semaphore(MAX_READERS);

    StreamRoute(Gateway gateway, Library library, Access access) {
        this.gateway = gateway;
        this.library = library;
        this.access = access;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Problem problem = answer(exchange);
            if (problem != null) send(exchange, problem);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Null when it is answered. */
    private @Nullable Problem answer(HttpExchange exchange)
            throws IOException, InterruptedException {
        Problem denied =
                access.check(exchange.getRequestHeaders(), exchange.getRequestURI().getRawQuery());
        if (denied != null) return denied;
        String path = exchange.getRequestURI().getPath();
        if (!path.startsWith(Gateway.STREAM)) return new Problem(404, "nothing is at " + path);
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return new Problem(405, "a work can be read, and nothing else");
        }
        String name = path.substring(Gateway.STREAM.length());
        int dot = name.indexOf('.');
        String ending = dot < 0 ? "" : name.substring(dot + 1);
        if (!ENDINGS.contains(ending)) return new Problem(404, "nothing is at " + path);
        ContentId content;
        try {
            content = ContentId.parse(dot < 0 ? name : name.substring(0, dot));
        } catch (IllegalArgumentException e) {
            return new Problem(400, "not a content id: " + e.getMessage());
        }
        Work work = library.find(content);
        if (work == null) return new Problem(404, "this gateway was not started with " + content);
        return ending.equals(HlsPlaylist.ENDING) ? playlist(exchange, work) : read(exchange, work);
    }

    /** It costs nothing, and holds the token: nobody keeps it. */
    private @Nullable Problem playlist(HttpExchange exchange, Work work) throws IOException {
        if (work.map().segments().isEmpty())
            return new Problem(404, "the work has no segments: read it with ranges");
        byte[] body = HlsPlaylist.of(work, gateway.token()).getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", HlsPlaylist.MEDIA_TYPE);
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        reply(exchange, OK, body);
        return null;
    }

    private @Nullable Problem read(HttpExchange exchange, Work work)
            throws IOException, InterruptedException {
        Headers asked = exchange.getRequestHeaders();
        String tag = '"' + work.id().toString() + '"';
        Conditions conditions = new Conditions(tag);
        Headers headers = exchange.getResponseHeaders();
        headers.set("ETag", tag);
        headers.set("Accept-Ranges", "bytes");
        if (!conditions.matches(asked.getFirst("If-Match")))
            return new Problem(412, "the work is " + tag);
        if (conditions.isHeld(asked.getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(NOT_MODIFIED, -1);
            return null;
        }
        describe(headers, work);
        long length = work.geometry().contentBytes();
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Long.toString(length));
            exchange.sendResponseHeaders(OK, -1);
            return null;
        }
        boolean counts = conditions.rangeCounts(asked.getFirst("If-Range"));
        return switch (ByteRange.parse(counts ? asked.getFirst("Range") : null, length)) {
            case ByteRange.Whole _ -> send(exchange, work, OK, 0, length);
            case ByteRange.Part part -> {
                headers.set(
                        "Content-Range",
                        "bytes " + part.first() + "-" + part.last() + "/" + length);
                yield send(exchange, work, PARTIAL, part.first(), part.last() + 1);
            }
            case ByteRange.Unsatisfiable _ -> {
                headers.set("Content-Range", "bytes */" + length);
                yield new Problem(416, "the work has " + length + " bytes");
            }
        };
    }

    /** The media type is the creator's word: no browser may take the work for a page of ours. */
    private static void describe(Headers headers, Work work) {
        headers.set("Content-Type", work.mediaType());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", POLICY);
        headers.set("Referrer-Policy", "no-referrer");
    }

    private @Nullable Problem send(
            HttpExchange exchange, Work work, int status, long from, long end)
            throws IOException, InterruptedException {
        if (!places.tryAcquire()) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            return new Problem(503, MAX_READERS + " are reading already");
        }
        int sliceBytes = work.geometry().sliceBytes();
        try (Reader reader = gateway.open(work, from / sliceBytes, (end - 1) / sliceBytes + 1)) {
            int length = reader.take();
            exchange.sendResponseHeaders(status, end - from);
            copy(reader, length, exchange.getResponseBody(), work.geometry(), from, end);
            return null;
        } catch (PlayException e) {
            if (exchange.getResponseCode() >= 0) throw new IOException(e.getMessage(), e);
            return e.problem();
        } finally {
            places.release();
        }
    }

    private static void copy(
            Reader reader,
            int firstLength,
            OutputStream body,
            Geometry geometry,
            long from,
            long end)
            throws IOException, InterruptedException, PlayException {
        int length = firstLength;
        for (long at = from; ; length = reader.take()) {
            int offset = (int) (at % geometry.sliceBytes());
            int count = (int) Math.min(length - offset, end - at);
            body.write(reader.slice, offset, count);
            at += count;
            if (at == end) break;
        }
        body.close();
    }

    private static void send(HttpExchange exchange, Problem problem) throws IOException {
        byte[] body = problem.json();
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", Problem.MEDIA_TYPE);
        headers.set("Cache-Control", "no-store");
        if (problem.status() == 401) headers.set("WWW-Authenticate", "Bearer");
        if (problem.status() != 416) headers.remove("Content-Range");
        reply(exchange, problem.status(), body);
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head)
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) exchange.getResponseBody().write(body);
    }
}
