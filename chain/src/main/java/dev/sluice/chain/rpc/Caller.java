package dev.sluice.chain.rpc;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import tools.jackson.databind.JsonNode;

/** Where JSON-RPC calls go. Threads: safe for all; every call blocks its caller. */
public interface Caller {
    /** The result of one call; JSON null when the node has none. */
    JsonNode call(String method, Object... params);

    /** Sends all calls in one request; answers in the order of the calls. */
    List<Answer> batch(List<RpcCall> calls);

    /** Whether there are nodes enough that a majority of them can decide. */
    default boolean decides() {
        return false;
    }

    /**
     * The text that a majority of the nodes answers, all of one block; empty when the chain is not
     * that long.
     *
     * @param depth how many blocks below the head
     * @param question the call as of the block of a number
     */
    default Optional<String> agreed(int depth, LongFunction<RpcCall> question) {
        throw new IllegalStateException("one node decides nothing");
    }

    /** Sends to every node there is; the answer is of the one in use. */
    default JsonNode broadcast(String method, Object... params) {
        return call(method, params);
    }

    /** One node only, so that several answers belong to the same view of the chain. */
    default Caller pinned() {
        return this;
    }
}
