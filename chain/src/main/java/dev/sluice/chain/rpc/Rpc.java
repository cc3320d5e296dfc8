package dev.sluice.chain.rpc;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import okhttp3.OkHttpClient;
import org.web3j.protocol.core.BatchRequest;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.http.HttpService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * JSON-RPC over HTTP to one endpoint.
 *
 * <p>Threads: safe for all; every call blocks its caller, at most for the timeout. Only blocking
 * calls are used, so no pool of the HTTP client holds the JVM. Failures: {@link
 * EndpointUnreachable} without an answer, {@link RpcRefusal} for an error answer. Messages name
 * scheme, host and port only, because providers put keys into the path.
 */
public final class Rpc implements Caller, AutoCloseable {
    private final OkHttpClient http;
    private final HttpService service;
    private final String shownEndpoint;

    public Rpc(URI endpoint, Duration timeout) {
        http =
                new OkHttpClient.Builder()
                        .socketFactory(new PromptSockets())
                        .connectTimeout(timeout)
                        .callTimeout(timeout)
                        .readTimeout(timeout)
                        .build();
        service = new HttpService(endpoint.toString(), http);
        shownEndpoint = endpoint.getScheme() + "://" + endpoint.getAuthority();
    }

    /** Scheme, host and port, for messages. */
    String shownEndpoint() {
        return shownEndpoint;
    }

    @Override
    public JsonNode call(String method, Object... params) {
        try {
            JsonResponse response =
                    service.send(request(RpcCall.of(method, params)), JsonResponse.class);
            return answer(method, response).value();
        } catch (IOException | RuntimeException failure) {
            throw unreachable(method, failure);
        }
    }

    @Override
    public List<Answer> batch(List<RpcCall> calls) {
        if (calls.isEmpty()) return List.of();
        BatchRequest batch = new BatchRequest(service);
        for (RpcCall call : calls) batch.add(request(call));
        try {
            return answers(calls, batch.send().getResponses());
        } catch (IOException | RuntimeException failure) {
            throw unreachable("a batch of " + calls.size(), failure);
        }
    }

    private Request<Object, JsonResponse> request(RpcCall call) {
        return new Request<>(call.method(), call.params(), service, JsonResponse.class);
    }

    /** Ids of one batch rise in the order of its calls, and a node may answer in any order. */
    private static List<Answer> answers(List<RpcCall> calls, List<? extends Response<?>> responses)
            throws IOException {
        if (responses.size() != calls.size())
            throw new IOException(responses.size() + " answers to " + calls.size() + " calls");
        List<Response<?>> sorted = new ArrayList<>(responses);
        sorted.sort(Comparator.comparingLong(Response::getId));
        List<Answer> answers = new ArrayList<>(calls.size());
        for (int i = 0; i < calls.size(); i++)
            answers.add(answer(calls.get(i).method(), (JsonResponse) sorted.get(i)));
        return answers;
    }

    private static Answer answer(String method, JsonResponse response) {
        if (!response.hasError())
            return new Answer.Result(
                    Objects.requireNonNullElse(response.getResult(), NullNode.getInstance()));
        Response.Error error = response.getError();
        String data = Objects.requireNonNullElse(error.getData(), "").replace("\"", "");
        return new Answer.Refused(
                new RpcRefusal(method, error.getCode(), error.getMessage(), data));
    }

    private RuntimeException unreachable(String what, Exception failure) {
        if (failure instanceof RpcRefusal refusal) return refusal;
        boolean refused =
                failure instanceof ConnectException || failure instanceof UnknownHostException;
        return new EndpointUnreachable(
                "no answer from the ledger endpoint "
                        + shownEndpoint
                        + " to "
                        + what
                        + ": "
                        + firstLine(failure)
                        + "; check that the node runs and that the RPC URL is right",
                !refused,
                failure);
    }

    private static String firstLine(Exception failure) {
        String text = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        String line = text.lines().findFirst().orElse("");
        return line.length() > 200 ? line.substring(0, 200) : line;
    }

    @Override
    public void close() {
        http.connectionPool().evictAll();
    }
}
