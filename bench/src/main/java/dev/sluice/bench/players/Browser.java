package dev.sluice.bench.players;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.bench.TemporaryDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A {@code <video>} element in headless Chromium: plays to the end, then seeks. The page tells this
 * process what it saw.
 */
final class Browser implements Player {
    private static final long PAGE_SECONDS = 120;
    private static final int SEEKS = 12;

    /** A seek shows the frame that is on at that time: not later, and not the one before. */
    private static final double FRAME_SECONDS = 1.0 / Film.FRAMES_A_SECOND;

    private static final List<String> OPTIONS =
            List.of(
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--no-first-run",
                    "--no-proxy-server",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--autoplay-policy=no-user-gesture-required");

    @Override
    public String name() {
        return "chromium";
    }

    @Override
    public String versionOption() {
        return "--version";
    }

    @Override
    public void play(Program chromium, Nodes.GatewayProcess gateway, Film film, Report report) {
        for (Film.Form form : film.forms()) {
            if (form.isTransportStream()) continue; // no browser plays it as a file
            report.add(
                    form,
                    "video element",
                    () -> watch(chromium, gateway.url(form), form, film, report));
        }
    }

    private static Map<String, Object> watch(
            Program chromium, String url, Film.Form form, Film film, Report report)
            throws Exception {
        JsonNode said = show(chromium, url);
        if (said.has("error")) throw new IOException(said.get("error").asString());
        Map<String, Object> row = new LinkedHashMap<>();
        for (String name : List.of("frames", "dropped", "duration", "ended"))
            row.put(name, said.get(name).numberValue());
        report.same(
                form,
                "in the browser",
                "frames",
                said.get("frames").intValue(),
                film.seconds() * Film.FRAMES_A_SECOND);
        int wrong = 0;
        for (JsonNode seek : said.get("seeks")) {
            double late = seek.get("asked").doubleValue() - seek.get("shown").doubleValue();
            if (late < -FRAME_SECONDS / 2 || late > FRAME_SECONDS * 3 / 2) wrong++;
        }
        row.put("seeks", said.get("seeks").size());
        report.same(form, "in the browser", "seeks", said.get("seeks").size(), SEEKS);
        report.same(form, "in the browser", "seeks that show another time", wrong, 0);
        row.put(
                "seekMillis",
                said.get("seeks").valueStream().map(seek -> seek.get("ms").longValue()).toList());
        return row;
    }

    private static JsonNode show(Program chromium, String url) throws Exception {
        BlockingQueue<String> said = new ArrayBlockingQueue<>(8);
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer server = HttpServer.create(any, 0);
        server.createContext("/", exchange -> answer(exchange, said));
        server.start();
        try (TemporaryDirectory profile = TemporaryDirectory.create("sluice-chromium-")) {
            List<String> command = new java.util.ArrayList<>(OPTIONS);
            command.add("--user-data-dir=" + profile.path());
            command.add(
                    "http://127.0.0.1:%d/?seeks=%d&src=%s"
                            .formatted(
                                    server.getAddress().getPort(),
                                    SEEKS,
                                    URLEncoder.encode(url, StandardCharsets.UTF_8)));
            Process process =
                    chromium.with(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            try {
                String told = said.poll(PAGE_SECONDS, TimeUnit.SECONDS);
                if (told == null)
                    throw new IOException("the page said nothing for " + PAGE_SECONDS + " s");
                return JsonMapper.shared().readTree(told);
            } finally {
                process.getOutputStream().close();
                process.waitFor();
            }
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, BlockingQueue<String> said)
            throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/said")) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                boolean _ = said.offer(new String(body, StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(204, -1);
            } else if (path.equals("/")) {
                byte[] page = page();
                exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
            } else exchange.sendResponseHeaders(404, -1);
        }
    }

    private static byte[] page() throws IOException {
        try (InputStream in = Browser.class.getResourceAsStream("watch.html")) {
            return Objects.requireNonNull(in, "watch.html").readAllBytes();
        }
    }
}
