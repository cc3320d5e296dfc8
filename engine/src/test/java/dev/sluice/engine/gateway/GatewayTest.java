package dev.sluice.engine.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.session.Effects.Failure;
import dev.sluice.streaming.content.PlayMap;
import dev.sluice.streaming.content.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gateway as a player meets it, over a socket of loopback; the work comes from memory. */
final class GatewayTest {
    private static final int LENGTH = 40 * FakeWork.SLICE + 17;
    private static final String TOKEN = "0123456789abcdef";

    private final FakeWork work = new FakeWork(LENGTH);
    private final FakeWork other = new FakeWork(LENGTH + 1);
    private final HttpClient http = HttpClient.newHttpClient();
    private Gateway gateway;
    private URI url = URI.create("http://127.0.0.1");

    GatewayTest() throws IOException {
        gateway =
                Gateway.start(
                        id -> id.equals(work.id()) ? work : id.equals(other.id()) ? other : null,
                        0,
                        TOKEN);
    }

    @BeforeEach
    void address() {
        url = gateway.uri(work.id());
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private HttpResponse<byte[]> send(URI to, String method, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(to).method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) request.headers(headers);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(String... headers) throws Exception {
        return send(url, "GET", headers);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("none");
    }

    private byte[] part(int first, int end) {
        return Arrays.copyOfRange(work.bytes, first, end);
    }

    private String tag() {
        return '"' + work.id().toString() + '"';
    }

    @Test
    void allOfItComesWithItsLengthTypeAndTag() throws Exception {
        HttpResponse<byte[]> answer = get();
        assertEquals(200, answer.statusCode());
        assertArrayEquals(work.bytes, answer.body());
        assertEquals("" + LENGTH, header(answer, "Content-Length"));
        assertEquals("video/mp4", header(answer, "Content-Type"));
        assertEquals(tag(), header(answer, "ETag"));
        assertEquals("bytes", header(answer, "Accept-Ranges"));
        assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
        String policy = header(answer, "Content-Security-Policy");
        assertTrue(policy.startsWith("sandbox; default-src 'none'; media-src 'self'"), policy);
    }

    private URI playlist() {
        return gateway.playlist(work.id());
    }

    @Test
    void aPlaylistNamesTheSegmentsAsRangesOfTheWorkAndCostsNothing() throws Exception {
        assertEquals(404, send(playlist(), "GET").statusCode(), "no segments are known");
        work.map =
                new PlayMap(
                        List.of(), 700, List.of(new Segment(80_000, 6_000), new Segment(9, 1_504)));
        HttpResponse<byte[]> answer = send(playlist(), "GET");
        String uri = work.id() + ".mp4?token=" + TOKEN;
        String expected =
                """
                #EXTM3U
                #EXT-X-VERSION:7
                #EXT-X-TARGETDURATION:6
                #EXT-X-PLAYLIST-TYPE:VOD
                #EXT-X-MAP:URI="%1$s",BYTERANGE="700@0"
                #EXTINF:6.000,
                #EXT-X-BYTERANGE:80000@700
                %1$s
                #EXTINF:1.504,
                #EXT-X-BYTERANGE:9@80700
                %1$s
                #EXT-X-ENDLIST
                """
                        .formatted(uri);
        assertEquals(expected, new String(answer.body(), StandardCharsets.UTF_8));
        assertEquals("application/vnd.apple.mpegurl", header(answer, "Content-Type"));
        assertEquals("no-store", header(answer, "Cache-Control"));
        HttpResponse<byte[]> head = send(playlist(), "HEAD");
        assertEquals("" + answer.body().length, header(head, "Content-Length"));
        assertEquals(0, work.plays());
        HttpResponse<byte[]> segment =
                send(playlist().resolve(uri), "GET", "Range", "bytes=700-80699");
        assertArrayEquals(part(700, 80_700), segment.body());
        URI bare = URI.create(playlist().toString().replaceFirst("[?].*", ""));
        assertEquals(401, send(bare, "GET").statusCode());
        assertEquals(
                404,
                send(playlist().resolve(work.id() + ".exe?token=" + TOKEN), "GET").statusCode());
    }

    @Test
    void aHeadSaysTheSameAndBuysNothing() throws Exception {
        HttpResponse<byte[]> answer = send(url, "HEAD", "Range", "bytes=0-9");
        assertEquals(200, answer.statusCode());
        assertEquals("" + LENGTH, header(answer, "Content-Length"));
        assertEquals("bytes", header(answer, "Accept-Ranges"));
        assertEquals("none", header(answer, "Content-Range"));
        assertEquals(0, work.plays());
    }

    @Test
    void aRangeComesToTheByte() throws Exception {
        int slice = FakeWork.SLICE;
        int[][] ranges = {
            {0, 1},
            {slice - 1, slice + 1},
            {3 * slice, 4 * slice},
            {5 * slice + 3, 9 * slice - 3},
            {LENGTH - 20, LENGTH}
        };
        for (int[] range : ranges) {
            HttpResponse<byte[]> answer = get("Range", "bytes=" + range[0] + "-" + (range[1] - 1));
            assertEquals(206, answer.statusCode());
            assertArrayEquals(part(range[0], range[1]), answer.body());
            assertEquals(
                    "bytes " + range[0] + "-" + (range[1] - 1) + "/" + LENGTH,
                    header(answer, "Content-Range"));
        }
        assertArrayEquals(part(LENGTH - 7, LENGTH), get("Range", "bytes=-7").body());
        assertEquals(1, work.plays(), "one playback for all of them");
    }

    @Test
    void severalRangesAreAnsweredWithTheWhole() throws Exception {
        HttpResponse<byte[]> answer = get("Range", "bytes=0-1,5-6");
        assertEquals(200, answer.statusCode());
        assertEquals(LENGTH, answer.body().length);
    }

    @Test
    void aRangeBehindTheEndCannotBeHad() throws Exception {
        HttpResponse<byte[]> answer = get("Range", "bytes=" + LENGTH + "-");
        assertEquals(416, answer.statusCode());
        assertEquals("bytes */" + LENGTH, header(answer, "Content-Range"));
        assertEquals("application/problem+json", header(answer, "Content-Type"));
        assertEquals(0, work.plays());
    }

    @Test
    void conditionsAreOnTheContentId() throws Exception {
        for (String held : List.of(tag(), "W/" + tag(), "\"x\", " + tag(), "*")) {
            HttpResponse<byte[]> answer = get("If-None-Match", held);
            assertEquals(304, answer.statusCode(), held);
            assertEquals(tag(), header(answer, "ETag"));
            assertEquals(0, answer.body().length);
        }
        assertEquals(412, get("If-Match", "\"x\"").statusCode());
        assertEquals(412, get("If-Match", "W/" + tag()).statusCode(), "weak is not enough");
        assertEquals(0, work.plays());
        assertEquals(206, get("If-Range", tag(), "Range", "bytes=0-0").statusCode());
        for (String stale : List.of("\"x\"", "W/" + tag(), "Sun, 06 Nov 1994 08:49:37 GMT"))
            assertEquals(200, get("If-Range", stale, "Range", "bytes=0-0").statusCode(), stale);
    }

    @Test
    void nothingIsAnsweredWithoutTheToken_T20() throws Exception {
        String bare = url.toString().replaceFirst("\\?.*", "");
        for (String wrong : List.of("", "?token=", "?token=" + TOKEN.replace('0', '1'), "?t=x")) {
            HttpResponse<byte[]> answer = send(URI.create(bare + wrong), "GET");
            assertEquals(401, answer.statusCode(), wrong);
            assertEquals("Bearer", header(answer, "WWW-Authenticate"));
        }
        HttpResponse<byte[]> answer =
                send(
                        URI.create(bare),
                        "GET",
                        "Authorization",
                        "Bearer " + TOKEN,
                        "Range",
                        "bytes=0-0");
        assertEquals(206, answer.statusCode());
        assertEquals(1, work.plays());
    }

    @Test
    void anotherHostOrOriginIsTurnedAway_T20() throws Exception {
        for (String host : List.of("evil.example", "127.0.0.1", "127.0.0.1:1", "localhost:1"))
            assertTrue(raw("Host: " + host).startsWith("HTTP/1.1 403"), host);
        String good = "Host: localhost:" + gateway.port();
        assertTrue(raw(good).startsWith("HTTP/1.1 200"));
        for (String origin : List.of("http://evil.example", "null", "https://localhost"))
            assertTrue(raw(good + "\r\nOrigin: " + origin).startsWith("HTTP/1.1 403"), origin);
        assertTrue(
                raw(good + "\r\nOrigin: http://localhost:" + gateway.port())
                        .startsWith("HTTP/1.1 200"));
        assertTrue(raw("X: y").startsWith("HTTP/1.1 4"), "no Host at all");
    }

    /** The head of the answer to a HEAD with these header lines. */
    private String raw(String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            String request =
                    "HEAD "
                            + url.getRawPath()
                            + "?"
                            + url.getRawQuery()
                            + " HTTP/1.1\r\n"
                            + headers
                            + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void whatIsNotHereOrNotAskedRightIsSaidSo() throws Exception {
        assertEquals(404, send(gateway.uri(new FakeWork(99).id()), "GET").statusCode());
        assertEquals(404, send(url.resolve("/?token=" + TOKEN), "GET").statusCode());
        assertEquals(400, send(url.resolve("/stream/x?token=" + TOKEN), "GET").statusCode());
        HttpResponse<byte[]> post = send(url, "POST");
        assertEquals(405, post.statusCode());
        assertEquals("GET, HEAD", header(post, "Allow"));
    }

    @Test
    void aLimitThatIsReachedIsAStatusBeforeTheFirstByteAndACutAfterwards() throws Exception {
        work.failAt(20, new Failure(Failure.Kind.BUDGET, "spent 5 of at most 5"));
        assertThrows(IOException.class, this::get, "the answer is cut off");
        HttpResponse<byte[]> refused = get("Range", "bytes=" + 20 * FakeWork.SLICE + "-");
        assertEquals(402, refused.statusCode());
        assertTrue(new String(refused.body(), StandardCharsets.UTF_8).contains("at most 5"));
        assertEquals("none", header(refused, "Content-Range"));
        assertArrayEquals(part(0, 9), get("Range", "bytes=0-8").body(), "another begins");
    }

    @Test
    void aReaderThatDoesNotReadStopsTheFetching() throws Exception {
        FakeWork film = new FakeWork(1_000 * FakeWork.SLICE);
        try (Gateway own = Gateway.start(_ -> film, 0, TOKEN);
                InputStream slow =
                        http.send(
                                        HttpRequest.newBuilder(own.uri(film.id())).build(),
                                        HttpResponse.BodyHandlers.ofInputStream())
                                .body()) {
            assertEquals(film.bytes[0], (byte) slow.read());
            int before = -1;
            for (int now = film.delivered(); now != before; now = film.delivered()) {
                before = now;
                Thread.sleep(200);
            }
            assertTrue(before < 500, before + " slices were fetched for one byte");
        }
    }

    @Test
    void readersAnywhereGetWhatTheyWant() throws Exception {
        List<CompletableFuture<HttpResponse<byte[]>>> readers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            HttpRequest request =
                    HttpRequest.newBuilder(url)
                            .header("Range", "bytes=" + i * 300_000 + "-")
                            .build();
            readers.add(http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()));
        }
        for (int i = 0; i < 8; i++)
            assertArrayEquals(part(i * 300_000, LENGTH), readers.get(i).get().body());
        assertEquals(1, work.plays());
    }

    @Test
    void oneWorkAtATimeIsPlayed() throws Exception {
        get("Range", "bytes=0-0");
        assertEquals(206, send(gateway.uri(other.id()), "GET", "Range", "bytes=0-0").statusCode());
        assertTrue(work.isLeft(), "it had no reader, and makes room");
        for (int i = 0; i < 10; i++) {
            assertEquals(206, get("Range", "bytes=0-0").statusCode(), "the last one may linger");
            URI next = gateway.uri(other.id());
            assertEquals(206, send(next, "GET", "Range", "bytes=0-0").statusCode());
        }
        assertEquals(11, work.plays());
    }

    @Test
    void anotherWorkIsRefusedWhileOneIsRead() throws Exception {
        FakeWork film = new FakeWork(1_000 * FakeWork.SLICE);
        try (Gateway own = Gateway.start(id -> id.equals(film.id()) ? film : other, 0, TOKEN);
                InputStream slow =
                        http.send(
                                        HttpRequest.newBuilder(own.uri(film.id())).build(),
                                        HttpResponse.BodyHandlers.ofInputStream())
                                .body()) {
            assertEquals(film.bytes[0], (byte) slow.read());
            assertEquals(503, send(own.uri(other.id()), "GET").statusCode());
        }
    }
}
