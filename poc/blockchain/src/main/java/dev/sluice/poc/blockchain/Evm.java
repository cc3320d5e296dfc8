package dev.sluice.poc.blockchain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON-RPC to one node. Threads: safe for all; every call blocks. */
final class Evm implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;

    Evm(URI url) {
        this.url = url;
    }

    JsonNode call(String method, Object... params) {
        return result(post(request(method, params)));
    }

    /** The same method once for each parameter, in one round trip. */
    List<JsonNode> each(String method, List<?> params) {
        List<Map<String, Object>> requests = new ArrayList<>();
        for (Object param : params) requests.add(request(method, param));
        List<JsonNode> results = new ArrayList<>();
        for (JsonNode answer : post(requests)) results.add(result(answer));
        return results;
    }

    long number(String method, Object... params) {
        return Long.decode(call(method, params).asString());
    }

    private static Map<String, Object> request(String method, Object... params) {
        return Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params);
    }

    private static JsonNode result(JsonNode answer) {
        if (answer.has("error"))
            throw new IllegalStateException("the node refused: " + answer.path("error"));
        return answer.path("result");
    }

    private JsonNode post(Object body) {
        HttpRequest request =
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build();
        try {
            return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + url + " answered", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
