package dev.sluice.chain.rpc;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Asks several endpoints at once, so that a mute one holds nobody up for longer than once. */
final class Together {
    private Together() {}

    /** The answers in the order of the endpoints; blocks until all are there. */
    static <T> List<T> ask(List<Endpoint> endpoints, Function<Endpoint, T> question) {
        if (endpoints.size() == 1) return List.of(question.apply(endpoints.getFirst()));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<T>> answers =
                    endpoints.stream()
                            .map(
                                    e ->
                                            CompletableFuture.supplyAsync(
                                                    () -> question.apply(e), threads))
                            .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        }
    }
}
