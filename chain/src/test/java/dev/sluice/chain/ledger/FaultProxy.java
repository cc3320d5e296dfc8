package dev.sluice.chain.ledger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A node that lies, lags or dies at will: an HTTP proxy in front of a real one. */
final class FaultProxy implements AutoCloseable {
    /** What is wrong with it. */
    enum Fault {
        NONE,
        DEAD,
        MUTE,
        WRONG_CHAIN,
        NO_CONTRACT,
        STUCK,
        OTHER_HASH,
        AHEAD,
        OLD,
        /** Of every contract's answer the first number is a thousand times larger. */
        OTHER_STATE,
        /** Takes a signed transaction and never passes it on. */
        HOLDS_SENT,
        /** Passes a signed transaction on and loses the answer. */
        LOSES_SENT
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI node;
    private volatile Fault fault = Fault.NONE;
    private volatile String stuckAt = "0x0";
    private final CompletableFuture<Void> sent = new CompletableFuture<>();

    FaultProxy(URI node) {
        this.node = node;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void set(Fault next) {
        fault = next;
    }

    /** It goes on as if this were the newest block. */
    void stickAt(long block) {
        stuckAt = "0x" + Long.toHexString(block);
        fault = Fault.STUCK;
    }

    /** Completes when a signed transaction came. */
    CompletableFuture<Void> sent() {
        return sent;
    }

    private void serve(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        Fault now = fault;
        if (now == Fault.DEAD) {
            exchange.close();
            return;
        }
        try {
            boolean sending = request.path("method").asString("").equals("eth_sendRawTransaction");
            if (sending) sent.complete(null);
            if (now == Fault.MUTE || (sending && now == Fault.HOLDS_SENT)) Thread.sleep(60_000);
            byte[] answer = JSON.writeValueAsBytes(answer(request, now));
            if (sending && now == Fault.LOSES_SENT) return;
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private JsonNode answer(JsonNode request, Fault now) throws IOException, InterruptedException {
        if (now == Fault.STUCK) each(request, this::unlatest);
        Map<String, ObjectNode> byId = new HashMap<>();
        each(request, call -> byId.put(call.path("id").asString(), call));
        HttpRequest forward =
                HttpRequest.newBuilder(node)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        JSON.writeValueAsBytes(request)))
                        .build();
        JsonNode answer =
                JSON.readTree(client.send(forward, HttpResponse.BodyHandlers.ofByteArray()).body());
        each(
                answer,
                one ->
                        twist(
                                Objects.requireNonNull(byId.get(one.path("id").asString())),
                                one,
                                now));
        return answer;
    }

    private void unlatest(ObjectNode call) {
        if (!(call.path("params") instanceof ArrayNode params)) return;
        for (int i = 0; i < params.size(); i++)
            if (params.get(i).asString("").equals("latest")) params.set(i, stuckAt);
    }

    private void twist(ObjectNode call, ObjectNode answer, Fault now) {
        String method = call.path("method").asString();
        boolean block = method.equals("eth_getBlockByNumber");
        switch (now) {
            case WRONG_CHAIN -> {
                if (method.equals("eth_chainId")) answer.put("result", "0x1");
            }
            case NO_CONTRACT -> {
                if (method.equals("eth_getCode")) answer.put("result", "0x");
            }
            case STUCK -> {
                if (method.equals("eth_blockNumber")) answer.put("result", stuckAt);
            }
            case OTHER_HASH -> {
                if (block) put(answer, "hash", "0x" + "5".repeat(64));
            }
            case AHEAD -> {
                if (block && call.path("params").path(0).asString().equals("latest"))
                    put(answer, "number", "0x7fffffff");
            }
            case OLD -> {
                if (block) put(answer, "timestamp", "0x1");
            }
            case OTHER_STATE -> {
                String result = answer.path("result").asString("");
                if (method.equals("eth_call") && result.length() > 66)
                    answer.put(
                            "result",
                            "0x" + result.substring(5, 66) + "3e8" + result.substring(66));
            }
            case NONE, DEAD, MUTE, HOLDS_SENT, LOSES_SENT -> {}
        }
    }

    private static void put(ObjectNode answer, String field, String value) {
        if (answer.path("result") instanceof ObjectNode block) block.put(field, value);
    }

    private interface Step {
        void take(ObjectNode one);
    }

    private static void each(JsonNode oneOrMany, Step step) {
        if (oneOrMany instanceof ObjectNode one) step.take(one);
        else for (JsonNode one : oneOrMany) step.take((ObjectNode) one);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.close();
    }
}
